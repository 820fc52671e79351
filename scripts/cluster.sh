#!/bin/sh
# Two PostgreSQL nodes under Patroni, two hosts behind HAProxy, and what is left when parts of it are killed under load.
# Everything listens on loopback and lives under artifacts/cluster, where "acknowledged.jsonl" is what callers were told and
# "connection-string" is where to count it. CLUSTER_KEEP=1 leaves the cluster up until Ctrl-C; "scripts/cluster.sh count"
# counts what an earlier run left once more. What its parts are told is in cluster/configuration.sh.
set -eu
cd "$(dirname "$0")/.."

work=$PWD/artifacts/cluster
host_program=$PWD/artifacts/bin/Periksa.Host/release/periksa.dll
load_program=$PWD/artifacts/bin/Periksa.Bench.Cluster/release/Periksa.Bench.Cluster.dll

scripts/postgresql.sh
scripts/packages.sh "The cluster needs what is not here" patroni etcd=etcd-server haproxy curl

for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) $(echo "$PATH" | tr ':' ' '); do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_rewind" ] && [ -x "$folder/psql" ]; then programs=$folder; break; fi
done

. scripts/cluster/configuration.sh
. scripts/cluster/processes.sh
. scripts/cluster/members.sh

say() { echo "$*"; }

# Also for the load, which tells what callers saw between one of these and the next.
event() {
  echo "$(date +%s%3N) $*" >> "$work/events"
  say "  $(date +%H:%M:%S) $*"
}

free_ports() {
  for port in $etcd_port $etcd_peer_port $front_port $database_ports $patroni_ports $host_ports; do
    code=0
    curl -s -m 1 -o /dev/null "http://127.0.0.1:$port/" || code=$?
    if [ $code != 7 ]; then say "Something listens on port $port already; the cluster needs it." >&2; exit 1; fi
  done
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
