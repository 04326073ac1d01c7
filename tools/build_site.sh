#!/usr/bin/env bash
# Builds the web application into web/out, where anything that it is made of has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
once=tools/if_changed.sh
sources=(web/app web/features web/shared web/messages web/scripts web/worker web/openapi.json web/package.json
         web/package-lock.json web/next.config.mjs web/tsconfig.json)
# public/map is made by the build itself
mapfile -t -O "${#sources[@]}" sources < <(find web/public -mindepth 1 -maxdepth 1 ! -name map)

$once build/stamps/web_packages web/node_modules web/package.json web/package-lock.json web/.npmrc -- \
    npm ci --prefix web --no-fund --no-audit --loglevel=error
$once build/stamps/site web/out/index.html "${sources[@]}" -- npm run --silent --prefix web build
