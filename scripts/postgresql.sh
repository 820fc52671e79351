#!/bin/sh
# Sees to it that PostgreSQL's programs are here: installs them where it can, else says in one sentence what to install.
set -eu

for folder in /usr/lib/postgresql/*/bin $(echo "$PATH" | tr ':' ' '); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
    exit 0
  fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL (once) …"
  # No cluster of the system's own: the private server is the host's.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
  exit 0
fi

echo "Periksa needs PostgreSQL's programs: install your system's 'postgresql' package, or set ConnectionStrings__Periksa to a server of your own." >&2
[ -n "${ConnectionStrings__Periksa:-}" ] || exit 1
