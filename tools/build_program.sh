#!/usr/bin/env bash
# Configures a preset where needed and builds targets of it with all processors.
#   build_program.sh PRESET [-DNAME=VALUE…] TARGET…
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:?preset}
shift
options=()
while [[ ${1:-} == -D* ]]; do options+=("$1"); shift; done

# The build asks CMake again by itself when its files change; only other options and presets need a new configuration.
settings="$preset ${options[*]:-} $(sha256sum <CMakePresets.json)"
if [ ! -f "build/$preset/build.ninja" ] || [ "$(cat "build/$preset/settings" 2>/dev/null)" != "$settings" ]; then
    mkdir -p "build/$preset"
    cmake --preset "$preset" "${options[@]}" >"build/$preset/configure.log" 2>&1 ||
        { cat "build/$preset/configure.log" >&2; exit 1; }
    echo "$settings" >"build/$preset/settings"
fi
quiet=(--quiet)
[ ! -t 1 ] || quiet=()
exec ninja -C "build/$preset" -j "$(nproc)" "${quiet[@]}" "$@"
