#!/usr/bin/env bash
# Makes the virtual environment, outside the tree and once for each set of pins; prints its Python.
# usage: python.sh run|test      (test adds the tools to the same environment)
#        python.sh find          the Python it would be made with; fails where there is none
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/standfirst

# The first Python that is new enough and can make a virtual environment. A Linux system's own comes first:
# distributions build it with optimisations that version managers leave out, and it is a quarter quicker.
find_base() {
  local own=""
  [ "$(uname)" = Linux ] && own="/usr/bin/python3.11 /usr/bin/python3"
  for candidate in $own python3.11 python3; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
      2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

case $1 in
  find)
    find_base
    exit
    ;;
  run) pins=$root/requirements.txt ;;
  test) pins=$root/requirements-dev.txt ;;
esac
base=$(find_base) || {
  echo "Standfirst needs Python 3.11 or newer, with its venv module. None was found." >&2
  exit 1
}

key=$({
  "$base" -c 'import sys; print(sys.version, sys.base_prefix)'
  cat "$root/requirements.txt" "$root/requirements-dev.txt"
} | sha256sum | cut -c1-16)
venv=$cache/python-$key
ready=$venv/ready-$1
if [ ! -e "$ready" ]; then
  mkdir -p "$cache"
  exec 9>"$cache/setup.lock"
  flock 9 # two runs at once: the second waits, and finds it done
  if [ ! -e "$ready" ]; then
    echo "Installing Python packages into $venv (once)" >&2
    # Without either mark it is new, or was broken off half-way.
    [ -e "$venv/ready-run" ] || [ -e "$venv/ready-test" ] || "$base" -m venv --clear "$venv" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
      --require-hashes --only-binary :all: -r "$pins" >&2
    # PySide's own Python comes packed into a library, and is compiled at each start unless it is unpacked
    SBK_EMBED=0 "$venv/bin/python" -c 'import shiboken6'
    touch "$ready"
  fi
fi
echo "$venv/bin/python"
