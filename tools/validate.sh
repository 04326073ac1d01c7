#!/usr/bin/env bash
# Compares the project with reference data that is not part of it.
#   validate.sh DATA      runs each tools/validate/*.mjs and each program validate_* of the build on the folder
set -uo pipefail
cd "$(dirname "$0")/.."
data=${1:-}
[ -n "$data" ] && [ -d "$data" ] || { echo "use: make validate DATA=folder (there is no folder '$data')" >&2; exit 2; }
data=$(cd "$data" && pwd)

mapfile -t programs < <(ninja -C build/release -t targets all | sed -n 's/^\(validate_[a-z_]*\): .*/\1/p' | sort -u)
if [ ${#programs[@]} -gt 0 ]; then
    tools/build_program.sh release "${programs[@]}" || exit 1
fi

run=0 failed=0
check() {
    run=$((run + 1))
    echo "== $1"
    shift
    "$@" "$data" || failed=$((failed + 1))
}
for script in tools/validate/*.mjs; do
    [ -f "$script" ] && check "$script" node "$script"
done
for program in "${programs[@]}"; do
    check "$program" "build/release/$program"
done
[ $run -gt 0 ] || { echo "validate: there is nothing to compare yet"; exit 0; }
echo "validate: $((run - failed)) of $run comparisons hold"
exit $((failed > 0))
