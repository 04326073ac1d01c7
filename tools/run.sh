#!/usr/bin/env bash
# Serves the built program with synthetic data. The first time it makes everything it needs in var/.
#   run.sh [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
program=build/release/suncrew
config=var/suncrew.toml
sign_ins=var/sign-ins.txt
if [ -n "${1:-}" ]; then
    export SUNCREW_SERVER_PORT=$1 SUNCREW_SERVER_BASE_URL=https://localhost:$1
fi

mkdir -p var/outbox var/witness
[ -f $config ] || cp config/development.toml $config
tools/dev_pki.sh var/pki
$program migrate --config $config >var/migrate.log 2>&1 || { cat var/migrate.log >&2; exit 1; }
if [ ! -s $sign_ins ]; then
    echo "loading the demo …"
    $program demo --config $config >$sign_ins.new || {
        echo "run: the demo could not be loaded; remove the folder var/ to begin again" >&2
        exit 1
    }
    mv $sign_ins.new $sign_ins
fi

cat <<TEXT

  Suncrew        ${SUNCREW_SERVER_BASE_URL:-https://localhost:8443}
  certificate    signed by var/pki/ca.pem, which your browser may be told to trust
  mails          var/outbox
  sign-ins       $sign_ins (role, address, password; where a second factor is needed, the secret of its
                 codes, for an authenticator app or for: node tools/one_time_code.mjs SECRET):

$(sed 's/^/    /' $sign_ins)

  Ctrl-C ends it.

TEXT
exec $program serve --config $config
