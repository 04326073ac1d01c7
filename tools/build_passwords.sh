#!/usr/bin/env bash
# Packs the list of leaked passwords into build/data/leaked_passwords.bin, where anything that it is made of has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build/data
tools/if_changed.sh build/stamps/leaked_passwords build/data/leaked_passwords.bin tools/passwords tools/pack_once.mjs -- \
    flock build/data/leaked_passwords.bin.lock node tools/passwords/pack.mjs build/data/leaked_passwords.bin
