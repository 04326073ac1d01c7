#!/usr/bin/env bash
# The walk of a whole order over HTTPS against a scratch server on SQLite, and then a look at the log that it left.
set -euo pipefail
cd "$(dirname "$0")/.."
tests/on_scratch_server.sh walk node tests/http/walk.mjs
build/release/suncrew audit verify --config build/scratch/walk/suncrew.toml
