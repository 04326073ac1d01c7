#!/usr/bin/env bash
# Installs the Debian 12 packages that a part of the project needs; does nothing where they are all there.
#   install_packages.sh GROUP…    run (build and serve) | test | bench | attack | lint (also sanitizers and fuzzers)
set -euo pipefail

run=(g++ cmake ninja-build ccache pkg-config make git
     libcrypt-dev libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libssl-dev libsodium-dev libfido2-dev libcbor-dev libmariadb-dev
     libsqlite3-dev sqlite3 libcurl4-openssl-dev libspdlog-dev libtomlplusplus-dev libcli11-dev libp11-kit-dev
     libgtest-dev libgmock-dev librapidcheck-dev openssl ca-certificates)
# The programs of MariaDB alone: its server package would set up a service, and the tests start their own.
test=(mariadb-server-core mariadb-client-core mariadb-client chromium libnss3-tools python3 python3-aiosmtpd softhsm2 gdb)
bench=(libbenchmark-dev wrk nghttp2-client mariadb-server-core mariadb-client-core)
attack=(ffuf)
lint=(clang libclang-rt-14-dev clang-format clang-tidy)

wanted=()
for group in "$@"; do
    case $group in
        run) wanted+=("${run[@]}") ;;
        test) wanted+=("${test[@]}") ;;
        bench) wanted+=("${bench[@]}") ;;
        attack) wanted+=("${attack[@]}") ;;
        lint) wanted+=("${lint[@]}") ;;
        *) echo "install_packages: no such group: $group" >&2; exit 2 ;;
    esac
done
[ ${#wanted[@]} -gt 0 ] || { echo "use: install_packages.sh run|test|bench|attack|lint …" >&2; exit 2; }

installed=" $(dpkg-query -W -f '${db:Status-Abbrev}|${Package} ' "${wanted[@]}" 2>/dev/null || true)"
missing=()
for package in "${wanted[@]}"; do
    [[ $installed == *" ii |$package "* || " ${missing[*]:-} " == *" $package "* ]] || missing+=("$package")
done

# Node may have come from elsewhere than Debian, whose npm package could not be installed beside it.
node_major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)
if [ "${node_major:-0}" -lt 18 ]; then missing+=(nodejs); fi
command -v npm >/dev/null || missing+=(npm)

[ ${#missing[@]} -gt 0 ] || exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "install_packages: as root, run: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
echo "installing: ${missing[*]}"
quietly() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 || {
        tail -n 40 "$log" >&2
        echo "install_packages: apt-get $1 failed" >&2
        exit 1
    }
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly update
quietly install --no-install-recommends "${missing[@]}"
