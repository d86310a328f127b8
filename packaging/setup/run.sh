#!/usr/bin/env bash
# Sets up what is missing and opens the window; with no screen, runs the tour on a virtual one.
# usage: run.sh [FILE]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
screen=yes
if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then screen=; fi

lists=(run)
[ -n "$screen" ] || lists+=(screen)
"$here/python.sh" find >/dev/null || lists+=(python)
"$here/machine.sh" "${lists[@]}"
python=$("$here/python.sh" run)
cd "$here/../.."
if [ -n "$screen" ]; then
  exec "$python" -m editor "$@"
fi
echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so instead of the"
echo "window you get its tour: the whole job, driven on a virtual screen, with a picture a step."
tour=${XDG_CACHE_HOME:-$HOME/.cache}/standfirst/tour
rm -rf "$tour"
"$here/screen.sh" "$python" -m editor tour "$tour"
