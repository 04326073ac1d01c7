#!/usr/bin/env bash
# Builds the fuzzers with clang and lets each run for some seconds; what they find stays in build/fuzz_corpus.
#   fuzz.sh SECONDS
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?use: fuzz.sh SECONDS}
[ -d tests/fuzz ] || { echo "fuzz: there are no fuzzers in this tree" >&2; exit 1; }
tools/build_program.sh fuzz -DSUNCREW_SERVER=OFF fuzzers
shopt -s nullglob
run=0
for program in build/fuzz/fuzz_*; do
    [ -x "$program" ] && [ -f "$program" ] || continue
    name=$(basename "$program")
    seeds=tests/fuzz/corpus/${name#fuzz_}
    mkdir -p "build/fuzz_corpus/$name"
    [ -d "$seeds" ] || seeds=
    echo "== $name"
    "$program" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="build/fuzz_corpus/$name-" \
        "build/fuzz_corpus/$name" ${seeds:+"$seeds"} 2>&1 | tail -n 12
    run=$((run + 1))
done
[ $run -gt 0 ] || { echo "fuzz: there are no fuzzers in this tree" >&2; exit 1; }
