#!/usr/bin/env bash
# The walk of a whole order over HTTPS against a scratch server on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=build/scratch/walk
tools/scratch_server.sh stop $dir
rm -rf $dir
trap 'tools/scratch_server.sh stop $dir' EXIT
tools/scratch_server.sh start $dir >/dev/null
set -a
. $dir/environment
set +a
node tests/http/walk.mjs
