#!/bin/sh
# Two PostgreSQL nodes under Patroni, two hosts behind HAProxy, and what is left when parts of it are killed under load.
# Everything listens on loopback and lives under artifacts/cluster, where "acknowledged.jsonl" is what callers were told and
# "connection-string" is where to count it. CLUSTER_KEEP=1 leaves the cluster up until Ctrl-C; "scripts/cluster.sh count"
# counts what an earlier run left once more.
set -eu
cd "$(dirname "$0")/.."

etcd_port=18379 etcd_peer_port=18380
front_port=18080
database_ports="18432 18433"   # of node 1 and node 2, as the next two lines
patroni_ports="18008 18009"
host_ports="18081 18082"

work=$PWD/artifacts/cluster
host_program=$PWD/artifacts/bin/Periksa.Host/release/periksa.dll
load_program=$PWD/artifacts/bin/Periksa.Bench.Cluster/release/Periksa.Bench.Cluster.dll

scripts/postgresql.sh
scripts/packages.sh "The cluster needs what is not here" patroni etcd=etcd-server haproxy curl

for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) $(echo "$PATH" | tr ':' ' '); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_rewind" ] && [ -x "$folder/psql" ]; then programs=$folder; break; fi
done

# The number-th word.
nth() { echo "$2" | cut -d ' ' -f "$1"; }

say() { echo "$*"; }

# Also for the load, which tells what callers saw between one of these and the next.
event() {
  echo "$(date +%s%3N) $*" >> "$work/events"
  say "  $(date +%H:%M:%S) $*"
}

# start NAME COMMAND …: in the background, with a log and a pid of its own. PostgreSQL refuses root, so its node runs as
# postgres then; setpriv becomes the program, and its pid is the program's.
start() {
  name=$1
  shift
  ("$@" >> "$work/$name.log" 2>&1 & echo $! > "$work/pids/$name")
}
as_server() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$data" "$@"
  else
    "$@"
  fi
}
start_as_server() {
  name=$1
  shift
  if [ "$(id -u)" = 0 ]; then
    start "$name" setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$data" "$@"
  else
    start "$name" "$@"
  fi
}

# Whoever is gone may be a zombie for a while.
is_alive() { [ -d "/proc/$1" ] && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

pid_of() { cat "$work/pids/$1" 2>/dev/null || true; }

# Sends a signal to one that was started here, and waits until it is gone.
end() {
  pid=$(pid_of "$2")
  rm -f "$work/pids/$2"
  [ -n "$pid" ] || return 0
  kill "-$1" "$pid" 2>/dev/null || true
  tries=300
  while is_alive "$pid" && [ $tries -gt 0 ]; do sleep 0.1; tries=$((tries - 1)); done
  ! is_alive "$pid" || kill -KILL "$pid" 2>/dev/null || true
}

postmaster_of() { head -n 1 "$data/node$1/postmaster.pid" 2>/dev/null || true; }

stop() {
  trap - EXIT INT TERM HUP
  say "Taking everything down …"
  end TERM load
  end TERM host1
  end TERM host2
  end TERM haproxy
  # The standby first, or it would be promoted. Each stops its PostgreSQL.
  leader=$(leader)
  for node in $([ "$leader" = 1 ] && echo 2 1 || echo 1 2); do
    end TERM "node$node"
    pid=$(postmaster_of "$node")
    [ -z "$pid" ] || ! is_alive "$pid" ||
      as_server "$programs/pg_ctl" stop -D "$data/node$node" -m fast -w >/dev/null 2>&1 || true
  done
  end TERM etcd
}

# until_so SECONDS SENTENCE COMMAND …
until_so() {
  tries=$(($1 * 5)) sentence=$2
  shift 2
  until "$@"; do
    tries=$((tries - 1))
    if [ $tries -le 0 ]; then say "It took too long until $sentence; see $work/*.log." >&2; exit 1; fi
    sleep 0.2
  done
}

is_answer() { [ "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$1$2")" = 200 ]; }

# The number of the node that leads, or nothing.
leader() {
  for number in 1 2; do
    if is_answer "$(nth $number "$patroni_ports")" /primary; then echo $number; return; fi
  done
}
has_leader() { [ -n "$(leader)" ]; }
is_leader() { is_answer "$(nth "$1" "$patroni_ports")" /primary; }
is_sync() { is_answer "$(nth "$1" "$patroni_ports")" /synchronous; }
is_ready() { is_answer "$(nth "$1" "$host_ports")" /health/ready; }
is_served() { is_answer "$front_port" /health/ready; }

start_node() {
  start_as_server "node$1" patroni "$work/node$1.yml"
}

start_host() {
  start "host$1" env "ConnectionStrings__Periksa=$(cat "$work/connection-string")" Periksa__Proxies__0=127.0.0.1 \
    "ASPNETCORE_URLS=http://127.0.0.1:$(nth "$1" "$host_ports")" dotnet "$host_program"
}

write_patroni() {
  port=$(nth "$1" "$database_ports") rest=$(nth "$1" "$patroni_ports")
  cat > "$work/node$1.yml" <<EOF
scope: periksa
name: node$1
restapi: { listen: "127.0.0.1:$rest", connect_address: "127.0.0.1:$rest" }
etcd3: { hosts: "127.0.0.1:$etcd_port" }
bootstrap:
  dcs:
    ttl: 20                     # a node that is silent for so long has lost its lead
    loop_wait: 2
    retry_timeout: 5
    primary_start_timeout: 0    # a primary that dies is not waited for
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 100
        synchronous_commit: "on"
        wal_keep_size: 512MB
        tcp_keepalives_idle: 5
        tcp_keepalives_interval: 5
        tcp_keepalives_count: 3
  initdb: [ { encoding: UTF8 }, { locale: C }, data-checksums ]
postgresql:
  listen: 127.0.0.1:$port
  connect_address: 127.0.0.1:$port
  bin_dir: $programs
  data_dir: $data/node$1
  pgpass: $data/pgpass$1
  pg_hba:
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication replicator 127.0.0.1/32 scram-sha-256
  authentication:
    superuser: { username: postgres, password: $superuser }
    replication: { username: replicator, password: $replicator }
  parameters: { unix_socket_directories: "" }
  basebackup: { checkpoint: fast }
EOF
  chmod 600 "$work/node$1.yml"
  [ "$(id -u)" != 0 ] || chown postgres "$work/node$1.yml"
}

write_haproxy() {
  cat > "$work/haproxy.cfg" <<EOF
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 30s            # longer than anything a host waits for
  option redispatch 1
  retries 2
  retry-on conn-failure         # and nothing else: what a host may have begun is never sent again
  option forwardfor
  option httpchk
  http-check expect status 200
  default-server check inter 500ms fall 2 rise 1
frontend periksa
  bind 127.0.0.1:$front_port
  use_backend ready if { nbsrv(ready) gt 0 }
  default_backend alive         # while no host has a database: it holds the request, or says so in the dialect's words
backend ready
  http-check send meth GET uri /health/ready
  server host1 127.0.0.1:$(nth 1 "$host_ports")
  server host2 127.0.0.1:$(nth 2 "$host_ports")
backend alive
  http-check send meth GET uri /health/live
  server host1 127.0.0.1:$(nth 1 "$host_ports")
  server host2 127.0.0.1:$(nth 2 "$host_ports")
EOF
}

free_ports() {
  for port in $etcd_port $etcd_peer_port $front_port $database_ports $patroni_ports $host_ports; do
    code=0
    curl -s -m 1 -o /dev/null "http://127.0.0.1:$port/" || code=$?
    if [ $code != 7 ]; then say "Something listens on port $port already; the cluster needs it." >&2; exit 1; fi
  done
}

make_database() {
  leader=$(leader)
  PGPASSWORD=$superuser "$programs/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(nth "$leader" "$database_ports")" \
    -U postgres -d postgres -c "create role periksa_owner login password '$owner'" \
    -c "create role periksa login password '$password'" -c "create database periksa owner periksa_owner"
}

connection_string() {
  echo "Host=127.0.0.1:$(nth 1 "$database_ports"),127.0.0.1:$(nth 2 "$database_ports");Username=$1;Password=$2;Database=periksa"
}

prove() {
  ConnectionStrings__Periksa=$(cat "$work/connection-string") dotnet "$host_program" prove
}

secret() { od -An -N 16 -tx1 /dev/urandom | tr -d ' \n'; }

# Where PostgreSQL keeps its data: below artifacts, but where the user postgres may not go there.
data_folder() {
  data=$work/data
  mkdir -p "$data"
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$data"
    if ! as_server test -r "$data" 2>/dev/null; then
      data=$(mktemp -d /tmp/periksa-cluster-XXXXXX)
      chown postgres "$data"
      rmdir "$work/data"
      ln -s "$data" "$work/data"
    fi
  fi
}

# What an earlier run left, with one of its nodes alone: any that was a member at the end has everything.
if [ "${1:-}" = count ]; then
  data=$(readlink -f "$work/data")
  node=$(cat "$work/last-leader")
  as_server "$programs/pg_ctl" start -D "$data/node$node" -l "$data/count.log" -w -o "-c synchronous_standby_names=" >/dev/null
  result=0
  dotnet "$load_program" count "$work" && prove || result=$?
  as_server "$programs/pg_ctl" stop -D "$data/node$node" -m fast -w >/dev/null
  exit $result
fi

say "Building …"
dotnet build src/Host -c Release -v quiet -nologo -clp:ErrorsOnly
dotnet build bench/Cluster -c Release -v quiet -nologo -clp:ErrorsOnly

free_ports
if [ -L "$work/data" ]; then rm -rf "$(readlink -f "$work/data")"; fi
rm -rf "$work"
mkdir -p "$work/pids"
data_folder
superuser=$(secret) replicator=$(secret) owner=$(secret) password=$(secret)
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

say "Starting etcd, two PostgreSQL nodes under Patroni, two hosts and HAProxy …"
start etcd etcd --name one --data-dir "$work/etcd" --logger zap \
  --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
  --listen-peer-urls "http://127.0.0.1:$etcd_peer_port" \
  --initial-advertise-peer-urls "http://127.0.0.1:$etcd_peer_port" \
  --initial-cluster "one=http://127.0.0.1:$etcd_peer_port"
write_patroni 1
write_patroni 2
until_so 30 "etcd answered" is_answer $etcd_port /health
start_node 1
until_so 60 "a node led" has_leader
make_database
start_node 2
until_so 90 "the second node was a synchronous standby" is_sync 2

# The hosts' role may not change what happened, nor the schema.
connection_string periksa "$password" > "$work/connection-string"
ConnectionStrings__Periksa=$(cat "$work/connection-string") \
  ConnectionStrings__PeriksaOwner=$(connection_string periksa_owner "$owner") dotnet "$host_program" migrate
start_host 1
start_host 2
write_haproxy
start haproxy haproxy -db -f "$work/haproxy.cfg"
until_so 60 "the first host was ready" is_ready 1
until_so 60 "the second host was ready" is_ready 2
until_so 10 "HAProxy found them" is_served

say "Asking, and killing:"
event "everything is up"
start load dotnet "$load_program" load "$work" "http://127.0.0.1:$front_port"
sleep 15

old=$(leader) new=$((3 - $(leader)))
event "the postmaster of the primary, node $old, is killed"
kill -KILL "$(postmaster_of "$old")"
until_so 60 "node $new led" is_leader $new
event "node $new leads"
sleep 10
until_so 90 "node $old was back as a synchronous standby" is_sync $old
event "node $old is back, as the synchronous standby"
sleep 10

old=$(leader) new=$((3 - $(leader)))
event "the machine of the primary, node $old, is gone: Patroni and PostgreSQL are killed"
postmaster=$(postmaster_of "$old")
end KILL "node$old"
kill -KILL "$postmaster"
until_so 90 "node $new led" is_leader $new
event "node $new leads"
sleep 10
start_node $old
until_so 90 "node $old was back as a synchronous standby" is_sync $old
event "node $old is back, as the synchronous standby"
sleep 10

event "host 1 is killed"
end KILL host1
sleep 10
start_host 1
until_so 60 "host 1 was ready" is_ready 1
event "host 1 is back"
sleep 10
event "the load ends"

load=$(pid_of load)
kill -TERM "$load"
tries=400
while is_alive "$load" && [ $tries -gt 0 ]; do sleep 0.1; tries=$((tries - 1)); done
rm -f "$work/pids/load"
leader > "$work/last-leader"
echo
cat "$work/load.log"
echo

say "Counting what was acknowledged:"
result=0
dotnet "$load_program" count "$work" || result=1
prove || result=1
if [ $result = 0 ]; then say "0 lost, 0 doubled"; else say "The cluster did not keep what it had acknowledged." >&2; fi

if [ -n "${CLUSTER_KEEP:-}" ]; then
  say "The cluster stays up at http://127.0.0.1:$front_port until Ctrl-C; its database: $work/connection-string"
  while :; do sleep 1; done
fi
exit $result
