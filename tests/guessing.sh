#!/usr/bin/env bash
# Attacks a scratch server with a public tool, at the limits that the program has by default, and counts in the database
# how many guesses it let through. Ends with 1 where a bound is broken or the owner was kept out. About a minute.
set -euo pipefail
SUNCREW_THROTTLE=default exec "$(dirname "$0")/on_scratch_server.sh" guessing node tests/guessing.mjs
