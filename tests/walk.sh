#!/usr/bin/env bash
# The walk of a whole order over HTTPS against a scratch server on SQLite.
set -euo pipefail
exec "$(dirname "$0")/on_scratch_server.sh" walk node tests/http/walk.mjs
