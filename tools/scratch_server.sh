#!/usr/bin/env bash
# A server for tests: a free port on loopback, its own certificate, database and synthetic data, all in one folder.
#   scratch_server.sh start DIR [DSN]   makes what is missing, starts it, waits until it is ready, and prints
#                                       the environment that the tests read; SQLite if no DSN is given
#   scratch_server.sh stop DIR          asks it to end; fails where it had to be killed
#   scratch_server.sh kill DIR          kill -9
# The folder stays, so that start after stop or kill continues with the same data and port.
# SUNCREW_PROGRAM is another program than build/release/suncrew. SUNCREW_DEMO=no leaves the database empty, and
# SUNCREW_THROTTLE=default leaves [throttle] as the program has it. Settings may come as SUNCREW_… as well.
set -euo pipefail
umask 077
root=$(cd "$(dirname "$0")/.." && pwd)
program=${SUNCREW_PROGRAM:-$root/build/release/suncrew}
demo=${SUNCREW_DEMO:-yes}
throttle=${SUNCREW_THROTTLE:-raised}
# What the tests read is no setting of the program.
unset SUNCREW_PROGRAM SUNCREW_DEMO SUNCREW_THROTTLE SUNCREW_URL SUNCREW_CA SUNCREW_OUTBOX SUNCREW_SIGN_INS SUNCREW_DIR SUNCREW_DSN SUNCREW_TEST_MYSQL
ready_within_s=30
end_within_s=15

fail() { echo "scratch_server: $*" >&2; exit 1; }

# The process whose id was kept, as long as it is ours: ids are used again.
running() {
    [ -s "$dir/pid" ] && tr '\0' ' ' <"/proc/$(cat "$dir/pid")/cmdline" 2>/dev/null | grep -qF "$dir/suncrew.toml"
}

free_port() {
    local port
    for port in $(shuf -i 34000-39999 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    fail "no free port"
}

write_config() {
    local port=$1 dsn=$2
    cat >"$dir/suncrew.toml" <<SETTINGS
environment = "development"

[server]
address = "127.0.0.1"
port = $port
base_url = "https://localhost:$port"
certificate = "$dir/pki/server.pem"
key = "$dir/pki/server.key"

[database]
dsn = "$dsn"

[data]
places = "$root/build/data/places.sqlite"
passwords = "$root/build/data/leaked_passwords.bin"
networks = "$root/build/data/networks.bin"
climate = "$root/data/climate/cities.csv"
price_books = "$root/data/price_books"
site = "$root/web/out"

[log]
key = "$dir/pki/log.key"
witness = "$dir/witness"

[keys]
file = "$dir/pki/data.key"

[mail]
folder = "$dir/outbox"

[rates]
read = 1000000
write = 1000000
quote = 1000000
sign_in = 1000000
connect = 1000000
SETTINGS
    [ "$throttle" = default ] || cat >>"$dir/suncrew.toml" <<SETTINGS

[throttle]
account_burst = 1000
device_burst = 1000
address_burst = 1000000
network_burst = 1000000
service_burst = 1000000
second_factor_burst = 1000
second_factor_long_burst = 10000
SETTINGS
    cat >"$dir/environment" <<SETTINGS
SUNCREW_URL=https://localhost:$port
SUNCREW_CA=$dir/pki/ca.pem
SUNCREW_OUTBOX=$dir/outbox
SUNCREW_SIGN_INS=$dir/sign_ins.json
SUNCREW_DIR=$dir
SUNCREW_DSN='$dsn'
SETTINGS
}

prepare() {
    mkdir -p "$dir/outbox" "$dir/witness"
    "$root/tools/dev_pki.sh" "$dir/pki"
    [ -f "$dir/suncrew.toml" ] || write_config "$(free_port)" "${1:-sqlite:$dir/suncrew.db}"
    [ -s "$dir/sign_ins.json" ] && return
    "$program" migrate --config "$dir/suncrew.toml" >>"$dir/log" 2>&1 || { tail -n 20 "$dir/log" >&2; fail "migrate failed"; }
    if [ "$demo" = no ]; then
        echo '{}' >"$dir/sign_ins.json"
        return
    fi
    "$program" demo --config "$dir/suncrew.toml" --json --all-crews >"$dir/sign_ins.new" 2>>"$dir/log" ||
        { tail -n 20 "$dir/log" >&2; fail "demo failed"; }
    mv "$dir/sign_ins.new" "$dir/sign_ins.json"
}

start() {
    running && fail "runs already in $dir"
    [ -x "$program" ] || fail "$program is not built"
    prepare "$@"
    setsid "$program" serve --config "$dir/suncrew.toml" </dev/null >>"$dir/log" 2>&1 &
    echo $! >"$dir/pid"
    local url
    url=$(sed -n 's/^SUNCREW_URL=//p' "$dir/environment")
    node "$root/tools/wait_ready.mjs" "$url/health/ready" "$dir/pki/ca.pem" $ready_within_s "$(cat "$dir/pid")" || {
        tail -n 20 "$dir/log" >&2
        stop || true
        fail "the server did not become ready, see $dir/log"
    }
    cat "$dir/environment"
}

stop() {
    running || { rm -f "$dir/pid"; return 0; }
    local pid
    pid=$(cat "$dir/pid")
    kill "$pid"
    for _ in $(seq 1 $((end_within_s * 10))); do
        running || { rm -f "$dir/pid"; return 0; }
        sleep 0.1
    done
    kill -9 "$pid"
    rm -f "$dir/pid"
    fail "the server did not end within $end_within_s s of SIGTERM"
}

kill_now() {
    running || fail "nothing runs in $dir"
    local pid
    pid=$(cat "$dir/pid")
    kill -9 "$pid"
    while running; do sleep 0.01; done
    rm -f "$dir/pid"
}

[ $# -ge 2 ] || fail "use: scratch_server.sh start DIR [DSN] | stop DIR | kill DIR"
command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
shift 2
case $command in
    start) start "$@" ;;
    stop) stop ;;
    kill) kill_now ;;
    *) fail "unknown command $command" ;;
esac
