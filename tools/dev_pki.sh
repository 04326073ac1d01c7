#!/usr/bin/env bash
# A certificate authority, a server certificate, a key that signs the log and one that wraps data keys, for this machine alone; does nothing
# while they are good.
#   dev_pki.sh DIR      writes DIR/ca.pem (to be trusted by browsers), DIR/server.pem, DIR/server.key, DIR/log.key and
#                       DIR/data.key
# The authority's key is thrown away at once: nobody can sign with it later. It may sign for loopback names only.
set -euo pipefail
umask 077
dir=${1:?use: dev_pki.sh DIR}
days=397          # what browsers accept at most
renew_before_s=$((14 * 24 * 3600))

good() {
    [ -s "$dir/server.key" ] && [ -s "$dir/ca.pem" ] &&
        openssl x509 -noout -checkend $renew_before_s -in "$dir/server.pem" >/dev/null 2>&1 &&
        openssl verify -CAfile "$dir/ca.pem" "$dir/server.pem" >/dev/null 2>&1
}

mkdir -p "$dir"
[ -s "$dir/log.key" ] || openssl genpkey -algorithm ed25519 -out "$dir/log.key"
[ -s "$dir/data.key" ] || openssl rand -base64 32 >"$dir/data.key"
good && exit 0
work=$(mktemp -d "$dir/new.XXXXXX")
trap 'rm -rf "$work"' EXIT

cat >"$work/openssl.cnf" <<'SETTINGS'
[req]
distinguished_name = name
prompt = no
[name]
CN = Suncrew development CA (this machine only)
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:localhost, permitted;IP:127.0.0.1/255.255.255.255, permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
SETTINGS

key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
openssl req -x509 "${key[@]}" -days $days -config "$work/openssl.cnf" -extensions ca \
    -keyout "$work/ca.key" -out "$work/ca.pem" 2>"$work/log" &&
    openssl req "${key[@]}" -config "$work/openssl.cnf" -subj /CN=localhost \
        -keyout "$work/server.key" -out "$work/server.csr" 2>>"$work/log" &&
    openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" \
        -set_serial "0x$(openssl rand -hex 16)" -days $days -extfile "$work/openssl.cnf" -extensions server \
        -out "$work/server.pem" 2>>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
chmod 644 "$work/ca.pem" "$work/server.pem"
mv "$work/server.key" "$work/server.pem" "$work/ca.pem" "$dir/"
