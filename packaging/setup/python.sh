#!/usr/bin/env bash
# Makes the virtual environment, outside the tree and once for each set of pins; prints its Python.
# usage: python.sh run|test      (test adds the tools to the same environment)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/standfirst
case $1 in
  run) pins=$root/requirements.txt ;;
  test) pins=$root/requirements-dev.txt ;;
esac

base=
for candidate in python3.11 python3; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    base=$candidate
    break
  fi
done
if [ -z "$base" ] || ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
  "$here/machine.sh" python
  base=${base:-python3}
fi
if ! "$base" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Standfirst needs Python 3.11 or newer, with its venv module. None was found." >&2
  exit 1
fi

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
    "$venv/bin/python" -c 'import pip' 2>/dev/null || "$base" -m venv --clear "$venv" >&2
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
      --require-hashes --only-binary :all: -r "$pins" >&2
    touch "$ready"
  fi
fi
echo "$venv/bin/python"
