#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# A real IPP printer on loopback for tests (ippeveprinter): keeps what is printed on it.
#
#   ipp_printer.sh start DIR [PORT [CONF]]   prints the printer's address; PORT 0: a free one;
#                                            CONF: attributes that it has
#   ipp_printer.sh stop DIR           ends what start began, by its process ids
#
# DIR/out/<job>.pdf   each finished job's bytes as they arrived
# DIR/printer.log    what it was asked for, by the names of IPP operations
# DIR/begun          there from the first job on that the printer works at
# DIR/control         what the printer does with a job; may change at any time:
#                     ok (default) · paper (out of paper until changed) · fail (jams) ·
#                     slow (takes its time until changed)
# Everything ends by itself after 15 minutes.
set -u

usage() { sed -n '3,17p' "$0" >&2; exit 2; }

write_command() {
  cat > "$1/command" <<'COMMAND'
#!/bin/bash
# Called by ippeveprinter with the spooled file; $PRINTER_DIR is its folder.
touch "$PRINTER_DIR/begun"
control() { cat "$PRINTER_DIR/control" 2>/dev/null || echo ok; }
wait_while() { for _ in $(seq 600); do [ "$(control)" = "$1" ] || return 0; sleep 0.05; done; }
case "$(control)" in
  fail) echo "STATE: +media-jam-error" >&2; sleep 2
        echo "STATE: -media-jam-error" >&2; exit 1 ;;
  paper) echo "STATE: +media-empty-error" >&2; wait_while paper
         echo "STATE: -media-empty-error" >&2 ;;
  slow) wait_while slow ;;
esac
number=$(ls "$PRINTER_DIR/out" | wc -l)
cp "$1" "$PRINTER_DIR/out/.part" && mv "$PRINTER_DIR/out/.part" "$PRINTER_DIR/out/$((number + 1)).pdf"
COMMAND
  chmod +x "$1/command"
}

# ippeveprinter wants D-Bus even when it announces itself to nobody: a private one.
start_bus() {
  cat > "$1/bus.conf" <<BUS
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path=$1/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/>
<allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>
BUS
  timeout -s KILL 900 dbus-daemon --nofork --config-file="$1/bus.conf" > "$1/bus.log" 2>&1 < /dev/null &
  echo $! > "$1/bus.pid"
  for _ in $(seq 200); do [ -S "$1/bus" ] && return 0; sleep 0.05; done
  echo "dbus-daemon did not start:" >&2; cat "$1/bus.log" >&2
  return 1
}

# A zombie that nobody has waited for yet isn't alive.
alive() { [ -d "/proc/$1" ] && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }

listens() { (exec 3<> "/dev/tcp/localhost/$1") 2> /dev/null; }

start_printer() {
  local dir=$1 port=$2
  local -a kind=(-f application/pdf -s 60)
  [ -z "$3" ] || kind=(-a "$3")
  listens "$port" && return 1
  PRINTER_DIR=$dir DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/bus" \
    timeout -s KILL 900 ippeveprinter -v -p "$port" -r off -n localhost "${kind[@]}" \
    -d "$dir/spool" -c "$dir/command" Laufzetteldrucker > "$dir/printer.log" 2>&1 < /dev/null &
  echo $! > "$dir/printer.pid"
  for _ in $(seq 200); do
    alive "$(cat "$dir/printer.pid")" || return 1
    listens "$port" && return 0
    sleep 0.05
  done
  return 1
}

start() {
  local dir=$1 wanted=${2:-0} conf=${3:-} port
  mkdir -p "$dir/out" "$dir/spool" && dir=$(cd "$dir" && pwd) || exit 1
  echo ok > "$dir/control"
  write_command "$dir"
  start_bus "$dir" || exit 1
  for _ in 1 2 3 4 5; do
    port=$wanted
    [ "$port" = 0 ] && port=$((20000 + RANDOM % 12000))
    if start_printer "$dir" "$port" "$conf"; then
      echo "ipp://localhost:$port/ipp/print"
      exit 0
    fi
    [ "$wanted" = 0 ] || break
  done
  echo "ippeveprinter did not start:" >&2; cat "$dir/printer.log" >&2
  stop "$dir"
  exit 1
}

stop() {
  local name pid
  for name in printer bus; do
    [ -f "$1/$name.pid" ] || continue
    pid=$(cat "$1/$name.pid")
    kill -ALRM "$pid" 2> /dev/null  # timeout(1) takes it for its own alarm: kills at once
    for _ in $(seq 100); do alive "$pid" || break; sleep 0.05; done
    rm -f "$1/$name.pid"
  done
}

case "${1:-}" in
  start) [ $# -ge 2 ] || usage; start "$2" "${3:-0}" "${4:-}" ;;
  stop) [ $# -eq 2 ] || usage; stop "$2" ;;
  *) usage ;;
esac
