#!/usr/bin/env bash
# The permission matrix over HTTPS against a scratch server on SQLite: every endpoint as everybody, held against
# tests/http/matrix/expected.mjs. The last line is `matrix: N cells tried, W wrong`.
#   matrix.sh [--self-test]      and proves that a wrong statement is noticed
set -euo pipefail
MATRIX_BEGAN_MS=$(date +%s%3N)
export MATRIX_BEGAN_MS
exec "$(dirname "$0")/on_scratch_server.sh" matrix node tests/http/matrix/matrix.mjs "$@"
