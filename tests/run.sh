#!/usr/bin/env bash
# Every test, on both databases, in Chromium and under sanitizers. The last line is `N passed, N failed`; it ends
# with 1 if anything failed, or if a suite had nothing to run. What it starts it stops. Logs are in build/logs.
#   run.sh [SUITE…]      build unit must_not_compile http_sqlite http_mariadb matrix browser; all, if none is named
# The unit tests run in the build that sees most, under ASan and UBSan; what is served is the release.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
logs=$root/build/logs
scratch=$root/build/scratch/tests
mkdir -p "$logs" "$scratch"
suites=("$@")
counts=$logs/counts     # a line a suite; suites that run side by side write it too
: >"$counts"
beside=()               # suites that run beside another

wanted() {
    [ ${#suites[@]} -eq 0 ] || [[ " ${suites[*]} " == *" $1 "* ]]
}

say() { printf '\n== %s\n' "$*"; }

# count NAME PASSED FAILED SECONDS: a suite that ran nothing has failed.
count() {
    local name=$1 passed=${2:-0} failed=${3:-0} note=
    if [ $((passed + failed)) -eq 0 ]; then
        failed=1 note="  (ran nothing)"
    fi
    printf '%-28s %6d passed %4d failed %5d s%s\n' "$name" "$passed" "$failed" "$4" "$note" | tee -a "$counts"
}

# ---- what is started, and stopped again however this ends

stop_all() {
    local dir
    [ -z "${unit_build:-}" ] || kill "$unit_build" 2>/dev/null || true
    [ ${#beside[@]} -eq 0 ] || kill "${beside[@]}" 2>/dev/null || true
    for dir in "$scratch"/*/ "$scratch"/*/*/; do    # a test's own servers stand in the folder of its suite
        [ ! -f "$dir/suncrew.toml" ] || tools/scratch_server.sh stop "$dir" >&2 || true
        [ ! -f "$dir/my.cnf" ] || tests/scratch_mariadb.sh stop "$dir" >&2 || true
    done
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- unit tests

# sum ATTRIBUTE FILE…: of all test suites in the reports
sum() {
    local attribute=$1
    shift
    cat "$@" 2>/dev/null | tr '\n' ' ' | grep -o '<testsuite [^>]*>' | sed -n "s/.*[[:space:]]$attribute=\"\([0-9]*\)\".*/\1/p" |
        awk '{ all += $1 } END { print all + 0 }'
}

# ctest_suite NAME REPORTS ARGUMENT…: counts from the reports, which are a pattern of files; a skipped test is neither
# passed nor failed. Tests wait for the disk more than they compute.
ctest_suite() {
    local name=$1 folder=build/asan reports=$2 began=$SECONDS
    shift 2
    rm -rf "${folder:?}/reports"
    SUNCREW_TEST_MYSQL=$unit_dsn ctest --test-dir "$folder" -j "$((2 * $(nproc)))" --timeout 900 --output-on-failure --no-tests=ignore \
        --output-junit "$PWD/$folder/reports/all_of_ctest" "$@" >"$logs/$name.log" 2>&1
    local status=$?
    local tests failures skipped
    # shellcheck disable=SC2086
    { tests=$(sum tests $reports) failures=$(sum failures $reports) skipped=$(($(sum skipped $reports) + $(sum disabled $reports))); }
    if [ "$status" -ne 0 ] && [ "$failures" -eq 0 ]; then
        failures=1 tests=$((tests + 1))
    fi
    [ "$failures" -eq 0 ] || tail -n 60 "$logs/$name.log"
    [ "$skipped" -eq 0 ] || echo "$skipped tests were skipped, see $logs/$name.log"
    count "$name" $((tests - failures - skipped)) "$failures" $((SECONDS - began))
}

# build NAME COMMAND…: what does not build is a failure of its own, and what follows cannot run.
build() {
    local name=$1 began=$SECONDS
    shift
    say "$name"
    if "$@" >"$logs/${name// /_}.log" 2>&1; then
        echo "built in $((SECONDS - began)) s"
        return 0
    fi
    tail -n 60 "$logs/${name// /_}.log"
    count "$name" 0 1 $((SECONDS - began))
    return 1
}

# ---- tests over HTTPS

# Of the web application's own Node where it is there, since it is the one that the project pins.
node() {
    if [ -x web/node_modules/node/bin/node ]; then
        web/node_modules/node/bin/node "$@"
    else
        command node "$@"
    fi
}

# node_suite NAME ENVIRONMENT FILE…
node_suite() {
    local name=$1 environment=$2 began=$SECONDS report
    shift 2
    report=$logs/$name.tap
    rm -f "$report"
    (
        set -a
        # shellcheck disable=SC1090
        . "$environment"
        set +a
        node --test --test-concurrency=1 --test-reporter=tap --test-reporter-destination="$report" \
            --test-reporter=spec --test-reporter-destination=stdout "$@"
    ) >"$logs/$name.log" 2>&1
    local status=$?
    total() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$report" 2>/dev/null | tail -n 1; }
    local passed failed cancelled
    passed=$(total pass) failed=$(total fail) cancelled=$(total cancelled)
    failed=$((${failed:-0} + ${cancelled:-0}))
    if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
    [ "$failed" -eq 0 ] || sed -n '/failing tests:/,$p' "$logs/$name.log" | head -n 150
    count "$name" "${passed:-0}" "$failed" $((SECONDS - began))
}

# served_suite NAME DSN FILE…: against a scratch server of its own. An empty DSN is SQLite.
served_suite() {
    local name=$1 dsn=$2 dir=$scratch/$1
    shift 2
    say "$name"
    if ! tools/scratch_server.sh start "$dir" ${dsn:+"$dsn"} >"$logs/$name.start.log" 2>&1; then
        cat "$logs/$name.start.log"
        count "$name" 0 1 0
        return
    fi
    node_suite "$name" "$dir/environment" "$@"
    tools/scratch_server.sh stop "$dir" || count "$name: end on SIGTERM" 0 1 0
}


# ---- the suites

# Only of earlier runs; a server that still runs is stopped first.
stop_all
rm -rf "$scratch"
mkdir -p "$scratch"

# start_mariadb NAME: prints its DSN, or nothing
start_mariadb() {
    tests/scratch_mariadb.sh start "$scratch/$1" 2>"$logs/$1.log" || cat "$logs/$1.log" >&2
}

release=1
if wanted build || [ ! -x build/release/suncrew ]; then
    tools/build_site.sh >"$logs/site.log" 2>&1 &
    site=$!
    build "build of the gazetteer" tools/build_places.sh
    build "build of the leaked passwords" tools/build_passwords.sh
    build "build of the countries of addresses" tools/build_networks.sh
    build "build of the release" tools/build_program.sh release suncrew || release=0
    say "build of the web application"
    wait "$site" || { tail -n 60 "$logs/site.log"; count "build of the site" 0 1 0; }
fi

# Tests wait more than they compute: what is left of the processors meanwhile builds the unit tests.
unit_build=
unit_dsn=
unit_tests=(tools/build_program.sh asan -DSUNCREW_SERVER=OFF all)
if wanted unit; then
    nice -n 19 "${unit_tests[@]}" >"$logs/unit_build.log" 2>&1 &
    unit_build=$!
fi

# These wait more than they compute, so the two databases are tried side by side.
if [ $release -eq 1 ] && wanted http_sqlite; then
    served_suite http_sqlite "" tests/http/*.test.mjs &
    beside=($!)
fi
if [ $release -eq 1 ] && wanted http_mariadb; then
    dsn=$(start_mariadb mariadb_http)
    if [ -n "$dsn" ]; then
        served_suite http_mariadb "$dsn" tests/http/*.test.mjs
        tests/scratch_mariadb.sh stop "$scratch/mariadb_http"
    else
        count http_mariadb 0 1 0
    fi
fi
[ ${#beside[@]} -eq 0 ] || wait "${beside[@]}"
beside=()
if [ $release -eq 1 ] && wanted matrix; then
    served_suite matrix "" tests/http/matrix/*.test.mjs
    dsn=$(start_mariadb mariadb_matrix)
    if [ -n "$dsn" ]; then
        served_suite matrix_mariadb "$dsn" tests/http/matrix/matrix.test.mjs
        tests/scratch_mariadb.sh stop "$scratch/mariadb_matrix"
    else
        count matrix_mariadb 0 1 0
    fi
fi
if [ $release -eq 1 ] && wanted browser; then
    pages=(tests/browser/*.spec.mjs)
    half=$(((${#pages[@]} + 1) / 2))
    served_suite browser_1 "" "${pages[@]:0:half}" &
    beside=($!)
    served_suite browser_2 "" "${pages[@]:half}"
    wait "${beside[@]}"
    beside=()
fi

if wanted unit; then
    wait "$unit_build" || true  # what is wrong with it is said by the next line
    if build "build of the unit tests" "${unit_tests[@]}"; then
        say "scratch MariaDB for the unit tests"
        unit_dsn=$(start_mariadb mariadb_unit)
        [ -n "$unit_dsn" ] && echo "started, TLS required" || count "scratch MariaDB" 0 1 0
        say "unit tests under ASan and UBSan, on SQLite and MariaDB"
        ctest_suite unit 'build/asan/reports/*.xml' -E '^must_(not_)?compile'
    fi
fi
if wanted must_not_compile; then
    [ -f build/asan/build.ninja ] || build "build of the unit tests" "${unit_tests[@]}"
    say "what must not compile"
    ctest_suite must_not_compile build/asan/reports/all_of_ctest -R '^must_(not_)?compile'
fi

say "all"
cat "$counts"
awk '{ for (i = 2; i <= NF; ++i) { if ($i ~ /^passed/) passed += $(i - 1); if ($i ~ /^failed/) failed += $(i - 1) } }
     END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$counts"
