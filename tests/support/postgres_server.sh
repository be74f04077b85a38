#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A PostgreSQL server of a test's own, by a Unix socket alone, run by a user that isn't root.
#
#   postgres_server.sh start DIR   prints the folder of its socket; the superuser is "boss"
#   postgres_server.sh again DIR   after `kill`
#   postgres_server.sh kill DIR    SIGKILL to it and its children
#   postgres_server.sh sql DIR     runs SQL from standard input in database "anlaufstelle"
#   postgres_server.sh stop DIR    ends it and removes its files
#
# Ends by itself after 15 minutes.
set -u
BIN=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups --no-new-privs --reset-env -- "$@"
  else
    "$@"
  fi
}
sql() { as_owner "$BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$1" -U boss "${@:2}"; }

launch() {
  (cd / && as_owner timeout -s KILL 900 "$BIN/postgres" -D "$1/data") \
    > "$1/log" 2>&1 < /dev/null &
  for _ in $(seq 200); do
    sql "$1" -d postgres -c 'SELECT 1' > /dev/null 2>&1 && return 0
    sleep 0.05
  done
  cat "$1/log" >&2
  return 1
}

start() {
  mkdir -p "$1" && chmod 755 "$1" || return 1
  [ "$(id -u)" != 0 ] || chown postgres "$1"
  (cd / && as_owner "$BIN/initdb" -D "$1/data" -U boss --auth=trust -E UTF8 --locale=C.UTF-8 \
    --no-sync --no-instructions > /dev/null) || return 1
  as_owner tee -a "$1/data/postgresql.conf" > /dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$1'
shared_buffers = 16MB
CONF
  launch "$1" && sql "$1" -d postgres -c 'CREATE DATABASE anlaufstelle' && echo "$1"
}

kill_all() {
  local pid
  pid=$(head -1 "$1/data/postmaster.pid" 2> /dev/null) || return 0
  # Children first learn of their parent's end by themselves; they are killed all the same.
  # shellcheck disable=SC2046
  kill -KILL "$pid" $(ps -o pid= --ppid "$pid") 2> /dev/null
  for _ in $(seq 100); do [ -d "/proc/$pid" ] || break; sleep 0.05; done
}

case "${1:-}" in
  start) start "$2" ;;
  again) launch "$2" ;;
  kill) kill_all "$2" ;;
  sql) sql "$2" -d anlaufstelle -At ;;
  stop) kill_all "$2"; rm -rf "$2" ;;
  *) sed -n '3,12p' "$0" >&2; exit 2 ;;
esac
