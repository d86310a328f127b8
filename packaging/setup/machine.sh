#!/usr/bin/env bash
# Sees to it that Debian has the packages of the lists named: installs what is missing when it may,
# else says which command does it, and stops. Says nothing when all is there.
# usage: machine.sh LIST…        (LIST is a file in debian/ without .txt)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! command -v dpkg-query >/dev/null; then
  # Not Debian: the names would not fit, so nothing is checked; README says what to do.
  exit 0
fi

wanted=$(for list in "$@"; do sed '/^#/d' "$here/debian/$list.txt"; done | sort -u)
# A package counts under each name it provides: later Debians renamed some (libasound2t64).
present=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' |
  sed -n 's/^installed //p' | tr ',' '\n' | sed 's/(.*//; s/ //g')
mapfile -t missing < <(comm -23 <(echo "$wanted") <(sort -u <<<"$present"))
[ "${#missing[@]}" != 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "Some Debian packages are missing, and installing them needs an administrator. Run" >&2
    echo "  sudo apt-get update && sudo apt-get install --no-install-recommends" "${missing[@]}" >&2
    echo "and then the same command as now." >&2
    exit 1
  fi
fi

echo "Installing Debian packages: ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! {
  # one source of many that does not answer need not be the one that is asked
  "${as_root[@]}" apt-get update -q || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
} >"$log" 2>&1 </dev/null; then
  tail -n 15 "$log" >&2
  echo "The Debian packages could not be installed; apt-get says why above." >&2
  exit 1
fi
