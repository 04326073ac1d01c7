#!/usr/bin/env bash
# Makes the README's pictures anew, in docs/pictures, from the built program with the demo's data.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=build/scratch/pictures
trap 'tools/scratch_server.sh stop $dir' EXIT
rm -rf $dir
tools/scratch_server.sh start $dir >/dev/null
set -a
. $dir/environment
set +a
node tools/pictures.mjs
