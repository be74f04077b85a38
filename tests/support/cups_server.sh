#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A CUPS server of its own on loopback for tests, with one queue "laufzettel".
#
#   cups_server.sh start DIR PRINTER_URI   prints its address for CUPS_SERVER
#   cups_server.sh again DIR               begins it anew after `kill`, on the same port
#   cups_server.sh kill DIR                kill -9
#   cups_server.sh stop DIR                ends it, by its process id
#
# Configured as kiosk/README.md tells offices to. Ends by itself after 15 minutes.
set -u

alive() { [ -d "/proc/$1" ] && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }
listens() { (exec 3<> "/dev/tcp/localhost/$1") 2> /dev/null; }

# cupsd refuses to let filters run as root; "lp" comes with its package.
configure() {
  local dir=$1 port=$2 user
  user=$(id -un)
  [ "$(id -u)" != 0 ] || user=lp
  mkdir -p "$dir"/{spool/tmp,cache,state,log,root/ppd}
  cat > "$dir/root/cupsd.conf" <<CONF
Listen 127.0.0.1:$port
Browsing Off
WebInterface No
PreserveJobFiles No
PreserveJobHistory 300
DirtyCleanInterval 0
LogLevel warn
AccessLogLevel none
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
  cat > "$dir/root/cups-files.conf" <<CONF
User $user
Group $(id -gn "$user")
SystemGroup $([ "$(id -u)" = 0 ] && echo root || echo lpadmin)
Sandboxing relaxed
ServerRoot $dir/root
RequestRoot $dir/spool
TempDir $dir/spool/tmp
CacheDir $dir/cache
StateDir $dir/state
ErrorLog $dir/log/error_log
AccessLog $dir/log/access_log
PageLog $dir/log/page_log
CONF
  [ "$(id -u)" != 0 ] || chown -R "$user" "$dir"/{spool,cache,state,log}
}

launch() {
  local dir=$1 port
  port=$(cat "$dir/port")
  listens "$port" && return 1
  timeout -s KILL 900 cupsd -f -c "$dir/root/cupsd.conf" -s "$dir/root/cups-files.conf" \
    > "$dir/cupsd.out" 2>&1 < /dev/null &
  echo $! > "$dir/cupsd.pid"
  for _ in $(seq 200); do
    alive "$(cat "$dir/cupsd.pid")" || return 1
    listens "$port" && return 0
    sleep 0.05
  done
  return 1
}

start() {
  local dir uri=$2
  mkdir -p "$1" && dir=$(cd "$1" && pwd) || exit 1
  chmod 755 "$dir"
  for _ in 1 2 3 4 5; do
    echo $((20000 + RANDOM % 12000)) > "$dir/port"
    configure "$dir" "$(cat "$dir/port")"
    if launch "$dir"; then
      if ! CUPS_SERVER=localhost:$(cat "$dir/port") lpadmin -p laufzettel -E -v "$uri" -m everywhere \
        > "$dir/lpadmin.out" 2>&1; then
        cat "$dir/lpadmin.out" "$dir/log/error_log" >&2; stop "$dir"; exit 1
      fi
      echo "localhost:$(cat "$dir/port")"
      return 0
    fi
  done
  echo "cupsd did not start:" >&2; cat "$dir/cupsd.out" "$dir/log/error_log" >&2
  exit 1
}

stop() {
  [ -f "$1/cupsd.pid" ] || return 0
  local pid
  pid=$(cat "$1/cupsd.pid")
  kill -ALRM "$pid" 2> /dev/null  # timeout(1) takes it for its own alarm: kills at once
  for _ in $(seq 100); do alive "$pid" || break; sleep 0.05; done
  rm -f "$1/cupsd.pid"
}

case "${1:-}" in
  start) [ $# -eq 3 ] && start "$2" "$3" ;;
  again) launch "$2" ;;
  kill | stop) stop "$2" ;;
  *) sed -n '3,11p' "$0" >&2; exit 2 ;;
esac
