#!/usr/bin/env bash
# Packs the countries of addresses into build/data/networks.bin, where anything that it is made of has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build/data
tools/if_changed.sh build/stamps/networks build/data/networks.bin tools/networks tools/pack_once.mjs -- \
    flock build/data/networks.bin.lock node tools/networks/pack.mjs build/data/networks.bin
