#!/usr/bin/env bash
# Requests a second, latency and cost of a request over TLS, on SQLite and MariaDB, beside the database's own rate; and
# whether the time of an answer tells who has an account. What else runs on the machine is measured too.
#   run.sh [SECONDS [PAIRS]]    seconds of each load; pairs of sign-ins whose times are compared
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
pairs=${2:-2000}
# The timing needs more wrong passwords than the limits let through.
export SUNCREW_THROTTLE_ACCOUNT_BURST=1000000
dir=build/scratch/bench
mariadb=build/scratch/bench_mariadb
end() {
    tools/scratch_server.sh stop $dir || true
    tests/scratch_mariadb.sh stop $mariadb || true
}
trap end EXIT
tools/build_program.sh release -DSUNCREW_BENCH=ON suncrew bench_statements bench_assignment bench_routing bench_month bench_log bench_sealing bench_yield

for database in sqlite mariadb; do
    end >/dev/null 2>&1
    rm -rf $dir $mariadb
    dsn=
    [ $database = sqlite ] || dsn=$(tests/scratch_mariadb.sh start $mariadb)
    tools/scratch_server.sh start $dir $dsn >/dev/null
    set -a
    . $dir/environment
    set +a
    node bench/bench.mjs $database "$seconds"
    node bench/quotes_at_rate.mjs "$seconds"
    node bench/sign_in_timing.mjs $database "$pairs"
    tools/scratch_server.sh stop $dir
    node bench/start.mjs
done
build/release/bench_assignment
build/release/bench_routing
build/release/bench_month
build/release/bench_sealing
build/release/bench_yield
build/release/bench_log build/scratch/bench_log 2>/dev/null | grep -v '^{'
rm -rf build/scratch/bench_log
