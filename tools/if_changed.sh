#!/usr/bin/env bash
# Runs a command unless it has succeeded before on the same inputs and its output is still there.
#   if_changed.sh STAMP OUTPUT INPUT… -- COMMAND…     an INPUT is a file or a folder (without node_modules)
# It compares contents, not times, so that a fresh clone and a deleted file are seen as well.
set -euo pipefail
stamp=${1:?stamp} output=${2:?output}
shift 2
inputs=()
while [ "${1:?-- before the command}" != -- ]; do inputs+=("$1"); shift; done
shift

fingerprint() {
    { printf '%s\n' "$*"
      find "${inputs[@]}" -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
    } | sha256sum
}

now=$(fingerprint "$@")
[ -e "$output" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && exit 0
rm -f "$stamp"
"$@"
mkdir -p "$(dirname "$stamp")"
printf '%s\n' "$now" >"$stamp"
