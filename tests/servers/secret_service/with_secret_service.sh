#!/usr/bin/env bash
# Runs a command with a Secret Service of its own: a session bus, gnome-keyring, unlocked and empty.
# usage: with_secret_service.sh COMMAND [ARGUMENT…]
set -euo pipefail
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"
export HOME=$home XDG_RUNTIME_DIR=$home/runtime XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS PYTHON_KEYRING_BACKEND
# Not daemonised, so that it ends with its bus; the empty line is the new keyring's password.
dbus-run-session -- bash -c '
  printf "\n" | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
  keyring=$!
  trap "kill $keyring" EXIT
  gdbus wait --session --timeout 20 org.freedesktop.secrets 2>/dev/null || exit 97
  "$@"
' _ "$@"
