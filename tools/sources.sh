#!/usr/bin/env bash
# The C++ files of the project, one a line; with an argument only those that end so: sources.sh cpp
set -euo pipefail
cd "$(dirname "$0")/.."
for folder in src tests bench; do
    [ ! -d $folder ] || find $folder -name node_modules -prune -o -type f -name "*.${1:-[ch]pp}" -print
done | sort
