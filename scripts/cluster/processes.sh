# shellcheck shell=sh
# The cluster's parts as processes: started in the background with a log and a pid each, waited for, and ended.
# Reads $work and $data.

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
