#!/bin/bash
# A scratch MariaDB for tests: loopback, TLS required, durable default settings, everything under one directory.
#   scratch_mariadb.sh start DIR [PORT]   prints the address (DSN) of the database "suncrew"
#   scratch_mariadb.sh stop DIR           ends the server; nothing happens where none runs
# The directory stays, so that start after stop continues with the same data, password and port.
set -eu

say() { echo "scratch_mariadb: $*" >&2; }
fail() { say "$*"; exit 1; }

running() {
    [ -s "$dir/mariadbd.pid" ] && kill -0 "$(cat "$dir/mariadbd.pid")" 2>/dev/null
}

free_port() {
    for port in $(shuf -i 33100-33999 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    fail "no free port"
}

make_certificates() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
        -keyout "$dir/ca.key" -out "$dir/ca.pem" -subj "/CN=Suncrew scratch CA" \
        -addext "basicConstraints=critical,CA:TRUE" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$dir/server.key" -out "$dir/server.csr" -subj "/CN=localhost" 2>/dev/null
    echo "subjectAltName=DNS:localhost,IP:127.0.0.1" >"$dir/server.ext"
    openssl x509 -req -in "$dir/server.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial \
        -days 30 -extfile "$dir/server.ext" -out "$dir/server.pem" 2>/dev/null
    rm -f "$dir/ca.key" "$dir/server.csr" "$dir/server.ext" "$dir/ca.srl"
}

write_settings() {
    cat >"$dir/my.cnf" <<SETTINGS
[mariadbd]
datadir=$dir/data
tmpdir=$dir/tmp
socket=$dir/mariadbd.sock
pid-file=$dir/mariadbd.pid
log-error=$dir/mariadbd.log
bind-address=127.0.0.1
port=$port
user=$user
require_secure_transport=ON
ssl_ca=$dir/ca.pem
ssl_cert=$dir/server.pem
ssl_key=$dir/server.key
tls_version=TLSv1.2,TLSv1.3
skip-name-resolve
character-set-server=utf8mb4
innodb_buffer_pool_size=128M
innodb_log_file_size=48M
innodb_flush_log_at_trx_commit=1
max_connections=200
SETTINGS
}

sql() {
    mariadb --no-defaults --socket="$dir/mariadbd.sock" --user=root --batch --skip-column-names "$@"
}

wait_until_ready() {
    for _ in $(seq 1 150); do
        if sql -e "select 1" >/dev/null 2>&1; then
            return
        fi
        kill -0 "$1" 2>/dev/null || { tail -n 20 "$dir/mariadbd.log" >&2; fail "the server ended at its start"; }
        sleep 0.2
    done
    fail "the server does not answer, see $dir/mariadbd.log"
}

install_data() {
    mkdir -p "$dir/data" "$dir/tmp"
    make_certificates
    openssl rand -hex 16 >"$dir/password"
    write_settings
    mariadb-install-db --defaults-file="$dir/my.cnf" --auth-root-authentication-method=normal \
        --skip-test-db >"$dir/install.log" 2>&1 || { tail -n 20 "$dir/install.log" >&2; fail "mariadb-install-db failed"; }
}

start() {
    if [ ! -s "$dir/password" ] || [ ! -d "$dir/data/mysql" ]; then
        rm -rf "$dir/data"
        port=${port:-$(free_port)}
        install_data
        echo "$port" >"$dir/port"
    fi
    port=${port:-$(cat "$dir/port")}
    if ! running; then
        rm -f "$dir/mariadbd.pid"
        write_settings
        echo "$port" >"$dir/port"
        setsid mariadbd --defaults-file="$dir/my.cnf" </dev/null >>"$dir/mariadbd.log" 2>&1 &
        wait_until_ready $!
        sql <<GRANTS
create database if not exists suncrew character set utf8mb4;
create user if not exists 'suncrew'@'127.0.0.1' identified by '$(cat "$dir/password")' require ssl;
grant all on \`suncrew%\`.* to 'suncrew'@'127.0.0.1';
GRANTS
    fi
    encoded=$(printf '%s' "$dir/ca.pem" | sed 's/%/%25/g; s/ /%20/g; s/&/%26/g; s/#/%23/g; s/?/%3F/g')
    echo "mysql://suncrew:$(cat "$dir/password")@127.0.0.1:$port/suncrew?ca=$encoded"
}

stop() {
    running || return 0
    pid=$(cat "$dir/mariadbd.pid")
    kill "$pid"
    for _ in $(seq 1 150); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.2
    done
    kill -9 "$pid"
}

[ $# -ge 2 ] || fail "use: scratch_mariadb.sh start DIR [PORT] | stop DIR"
PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$2"
dir=$(cd "$2" && pwd)
port=${3:-}
user=$(id -un)
case $1 in
    start) umask 077; start ;;
    stop) stop ;;
    *) fail "unknown command $1" ;;
esac
