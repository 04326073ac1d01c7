#!/usr/bin/env bash
# Runs a command against a new scratch server on SQLite, which it ends afterwards.
#   on_scratch_server.sh NAME COMMAND…      in build/scratch/NAME
set -euo pipefail
cd "$(dirname "$0")/.."
dir=build/scratch/$1
shift
tools/scratch_server.sh stop "$dir"
rm -rf "$dir"
trap 'tools/scratch_server.sh stop "$dir"' EXIT
tools/scratch_server.sh start "$dir" >/dev/null
set -a
# shellcheck disable=SC1091
. "$dir/environment"
set +a
"$@"
