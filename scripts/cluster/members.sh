# shellcheck shell=sh
# Who leads, who is ready, and how nodes and hosts are started and stopped.

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

postmaster_of() { head -n 1 "$data/node$1/postmaster.pid" 2>/dev/null || true; }

make_database() {
  leader=$(leader)
  PGPASSWORD=$superuser "$programs/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(nth "$leader" "$database_ports")" \
    -U postgres -d postgres -c "create role periksa_owner login password '$owner'" \
    -c "create role periksa login password '$password'" -c "create database periksa owner periksa_owner"
}

prove() {
  ConnectionStrings__Periksa=$(cat "$work/connection-string") dotnet "$host_program" prove
}

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
