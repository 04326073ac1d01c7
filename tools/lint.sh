#!/usr/bin/env bash
# Formatting and static analysis of everything that is written here. Says what is wrong and ends with 1.
set -uo pipefail
cd "$(dirname "$0")/.."
faults=0
check() {
    local name=$1
    shift
    echo "lint: $name"
    "$@" || { echo "lint: $name: FAILED" >&2; faults=$((faults + 1)); }
}

formatting() { tools/sources.sh | xargs clang-format --dry-run -Werror; }

scripts() {
    local bad=0 file
    while read -r file; do bash -n "$file" || bad=1; done < <(git ls-files '*.sh' .ci/run)
    while read -r file; do node --check "$file" || bad=1; done < <(git ls-files '*.mjs')
    return $bad
}

# GCC writes the compile commands, without precompiled headers, which clang could not read; an option that clang does
# not know is not a fault of the code. Programs that must not compile are left to the compiler.
analysis() {
    cmake --preset lint >build/lint.log 2>&1 || { cat build/lint.log; return 1; }
    tools/sources.sh cpp | grep -v '^tests/must_not_compile/\|^tests/fuzz/\|^bench/' |
        xargs -P "$(nproc)" -n 2 clang-tidy -p build/lint --quiet --warnings-as-errors='*' \
            --extra-arg=-Wno-unknown-warning-option 2> >(grep -v 'warnings generated\|Suppressed\|Use -header-filter' >&2)
}

messages() { npm run --silent --prefix web check:messages; }
types() { npm run --silent --prefix web typecheck; }

check formatting formatting
check scripts scripts
check messages messages
check types types
check analysis analysis
[ $faults -eq 0 ] && echo "lint: nothing found"
exit $((faults > 0))
