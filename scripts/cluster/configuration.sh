# shellcheck shell=sh
# What the cluster's parts are told: where they listen, keep their data and find one another.

etcd_port=18379 etcd_peer_port=18380
front_port=18080
database_ports="18432 18433"   # of node 1 and node 2, as the next two lines
patroni_ports="18008 18009"
host_ports="18081 18082"

# The number-th word.
nth() { echo "$2" | cut -d ' ' -f "$1"; }

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

connection_string() {
  echo "Host=127.0.0.1:$(nth 1 "$database_ports"),127.0.0.1:$(nth 2 "$database_ports");Username=$1;Password=$2;Database=periksa"
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
