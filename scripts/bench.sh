#!/bin/sh
# Measures Periksa against its peers in one run, on a PostgreSQL server of its own, and writes the table in bench/README.md.
# BENCH_SECONDS (a round; 4), BENCH_ROWS (of history; 5000000) and BENCH_ONLY (parts, with commas between: sento, snap,
# disbursements, bills, year, snapshot, standby, added, hung, late, remembered, console) make it shorter. AGAINST=COMMIT measures this tree
# against that commit instead, and writes nothing down.
set -eu
cd "$(dirname "$0")/.."

scripts/packages.sh "The bench needs what is not here" wrk

programs=
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) $(echo "$PATH" | tr ':' ' '); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/pgbench" ] &&
    [ -x "$folder/pg_basebackup" ]; then
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

  # The last is the private server of a host that did not stop in time.
  for data in "$work/server/data" "$work/pair/standby" "$work/pair/primary" "$work/private/data"; do
    [ ! -e "$data/postmaster.pid" ] || as_server "$programs/pg_ctl" stop -D "$data" -m immediate -w >/dev/null || true
  done
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

chmod 711 "$work"
mkdir "$work/pids" "$work/server" "$work/pair"
if [ "$(id -u)" = 0 ]; then chown postgres "$work/server" "$work/pair"; fi

# The other commit, in a worktree of its own that the next run finds built.
other=
against=${AGAINST:-}
if [ -n "$against" ]; then
  commit=$(git rev-parse --verify --quiet "$against^{commit}") || { echo "There is no commit $against." >&2; exit 1; }
  against=$(git rev-parse --short "$commit")
  other=$PWD/artifacts/against/$commit
  git worktree prune
  [ -e "$other/.git" ] || git worktree add --quiet --detach "$other" "$commit"
  echo "Building $against …"
  dotnet build "$other/src/Host" -c Release -v quiet -nologo -clp:ErrorsOnly
fi

echo "Building …"
peers="bench/Plain bench/NoStorage bench/Micro bench/Upstream bench/Proxy"
[ -z "$other" ] || peers=
for project in src/Host bench/Periksa.Bench $peers; do
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

# A server with a standby that each of its commits waits for.
wants() {
  case ",${BENCH_ONLY:-$1}," in *",$1,"*) [ -z "$other" ] ;; *) false ;; esac
}
if wants standby; then
  settings="-c listen_addresses= -c unix_socket_directories=$work/pair -c max_connections=100 -c shared_buffers=256MB \
    -c max_wal_size=2GB -c checkpoint_timeout=15min -c jit=off -c fsync=on -c synchronous_commit=on"
  as_server "$programs/initdb" -D "$work/pair/primary" -U postgres -A trust --locale=C --encoding=UTF8 >/dev/null
  as_server "$programs/pg_ctl" start -D "$work/pair/primary" -l "$work/pair/primary.log" -w -o "\
    $settings -c port=5432 -c wal_keep_size=1GB -c synchronous_standby_names=standby" >/dev/null
  as_server "$programs/pg_basebackup" -c fast -D "$work/pair/standby" -R \
    -d "host=$work/pair port=5432 user=postgres application_name=standby"
  as_server "$programs/pg_ctl" start -D "$work/pair/standby" -l "$work/pair/standby.log" -w \
    -o "$settings -c port=5433" >/dev/null
fi

# In the background, so that a signal is heard at once.
dotnet artifacts/bin/Periksa.Bench/release/Periksa.Bench.dll "$PWD" "$work" "$work/server" "$programs/pgbench" "$work/pair" "$other" "$against" &
bench=$!
wait "$bench"
bench=
