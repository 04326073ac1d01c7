#!/usr/bin/env bash
# The unit tests and the walk over HTTPS under ASan with UBSan, and again under TSan. SQLite only for the walk.
#   sanitize.sh [asan] [tsan]      both, if none is named
set -uo pipefail
cd "$(dirname "$0")/.."
logs=$PWD/build/logs
mkdir -p "$logs"
faults=0
scratch=$PWD/build/scratch/sanitize
mariadb=$scratch/mariadb
server=
stop_all() {
    tests/scratch_mariadb.sh stop "$mariadb" || true
    [ -z "$server" ] || tools/scratch_server.sh stop "$server" || true
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fault() { echo "sanitize: $*" >&2; faults=$((faults + 1)); }

walk() {
    local preset=$1
    server=$scratch/$preset
    tools/scratch_server.sh stop "$server" 2>/dev/null
    rm -rf "$server"
    SUNCREW_PROGRAM=$PWD/build/$preset/suncrew tools/scratch_server.sh start "$server" >/dev/null || { fault "$preset: start"; return; }
    (set -a && . "$server/environment" && set +a && command node tests/http/walk.mjs) || fault "$preset: walk"
    tools/scratch_server.sh stop "$server" || fault "$preset: end"
    ! grep -E 'ERROR: AddressSanitizer|WARNING: ThreadSanitizer|runtime error:|LeakSanitizer' "$server/log" || fault "$preset: report, see $server/log"
}

tools/build_places.sh && tools/build_passwords.sh && tools/build_networks.sh && tools/build_site.sh || exit 1
dsn=$(tests/scratch_mariadb.sh start "$mariadb") || exit 1
[ $# -gt 0 ] || set -- asan tsan
for preset in "$@"; do
    echo "== $preset"
    tools/build_program.sh "$preset" -DSUNCREW_SERVER=ON all || { fault "$preset: build"; continue; }
    SUNCREW_TEST_MYSQL=$dsn ctest --test-dir "build/$preset" -j "$((2 * $(nproc)))" -E '^must_(not_)?compile' --timeout 900 \
        --output-on-failure >"$logs/$preset.log" 2>&1 || { tail -n 60 "$logs/$preset.log"; fault "$preset: unit tests"; }
    tail -n 3 "$logs/$preset.log"
    walk "$preset"
done
[ $faults -eq 0 ] && echo "sanitize: nothing found"
exit $((faults > 0))
