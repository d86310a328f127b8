#!/usr/bin/env bash
# Runs a command on a virtual screen of its own, with a window manager; ends both with it.
# usage: screen.sh COMMAND [ARGUMENT…]
set -euo pipefail
state=$(mktemp -d)
mkfifo "$state/display" "$state/managed"
started=()
finish() {
  kill "${started[@]}" 2>/dev/null || true
  wait "${started[@]}" 2>/dev/null || true
  rm -rf "$state"
}
trap finish EXIT
trap 'exit 143' TERM INT

# Each program holds the writing end of its pipe: one that dies is an end of file, not a wait.
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$state/display" 2>"$state/log" &
started+=($!)
if ! read -r display <"$state/display"; then
  cat "$state/log" >&2
  exit 1
fi
export DISPLAY=:$display
unset WAYLAND_DISPLAY
openbox --sm-disable --startup "sh -c 'echo yes >$state/managed'" \
  3>"$state/managed" >>"$state/log" 2>&1 &
started+=($!)
if ! read -r _ <"$state/managed"; then
  cat "$state/log" >&2
  exit 1
fi

"$@"
