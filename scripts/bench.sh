#!/bin/sh
# Measures Periksa against its peers in one run, on a PostgreSQL server of its own, and writes the table in bench/README.md.
# BENCH_SECONDS (a round; 4), BENCH_ROWS (of history; 5000000) and BENCH_ONLY (sento, snap, disbursements or bills) make
# it shorter.
set -eu
cd "$(dirname "$0")/.."

if ! command -v wrk >/dev/null; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The bench needs wrk: install your system's 'wrk' package." >&2
    exit 1
  fi
  echo "Installing wrk (once) …"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq wrk >/dev/null
fi

programs=
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) $(echo "$PATH" | tr ':' ' '); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/pgbench" ]; then
    programs=$folder
    break
  fi
done
if [ -z "$programs" ]; then
  echo "The bench needs PostgreSQL's programs, pgbench among them: install your system's 'postgresql' package." >&2
  exit 1
fi

# PostgreSQL refuses root.
as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

work=$(mktemp -d /tmp/periksa-bench-XXXXXX)
bench=

stop() {
  trap - EXIT INT TERM HUP
  if [ -n "$bench" ]; then kill "$bench" 2>/dev/null && wait "$bench" || true; fi

  # What the bench could no longer stop itself: it leaves a file per process that still runs.
  left=$(ls "$work/pids")
  for pid in $left; do kill "$pid" 2>/dev/null || true; done
  for pid in $left; do
    tries=100
    while kill -0 "$pid" 2>/dev/null && [ $tries -gt 0 ]; do sleep 0.1; tries=$((tries - 1)); done
    kill -9 "$pid" 2>/dev/null || true
  done

  # The second is the private server of a host that did not stop in time.
  for data in "$work/server/data" "$work/private/data"; do
    [ ! -e "$data/postmaster.pid" ] || as_server "$programs/pg_ctl" stop -D "$data" -m immediate -w >/dev/null || true
  done
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

chmod 711 "$work"
mkdir "$work/pids" "$work/server"
if [ "$(id -u)" = 0 ]; then chown postgres "$work/server"; fi

echo "Building …"
for project in src/Host bench/Plain bench/NoStorage bench/Micro bench/Periksa.Bench; do
  dotnet build "$project" -c Release -v quiet -nologo -clp:ErrorsOnly
done

echo "Making a PostgreSQL server …"
as_server "$programs/initdb" -D "$work/server/data" -U postgres -A trust --locale=C --encoding=UTF8 >/dev/null

# As Periksa sets up its private server, but for more connections, since every peer has a pool of its own, and for the
# quarter of the memory that PostgreSQL's makers advise to give a server with much in it.
buffers=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo) / 4096))
as_server "$programs/pg_ctl" start -D "$work/server/data" -l "$work/server/log" -w -o "\
  -c listen_addresses= -c unix_socket_directories=$work/server -c port=5432 -c max_connections=250 \
  -c shared_buffers=${buffers}MB -c max_wal_size=2GB -c checkpoint_timeout=15min -c jit=off \
  -c fsync=on -c synchronous_commit=on" >/dev/null

# In the background, so that a signal is heard at once.
dotnet artifacts/bin/Periksa.Bench/release/Periksa.Bench.dll "$PWD" "$work" "$work/server" "$programs/pgbench" &
bench=$!
wait "$bench"
bench=
