#!/usr/bin/env bash
# Sets up what measuring needs, measures on a virtual screen, and writes docs/speed.md and its chart.
# usage: bench.sh [--write] [PART|ROW…]      --write only writes what was measured before
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

lists=(run screen bench)
"$here/python.sh" find >/dev/null || lists+=(python)
"$here/machine.sh" "${lists[@]}"
python=$("$here/python.sh" test)
# as an installed program has it: compiled once
export PYTHONPYCACHEPREFIX=${XDG_CACHE_HOME:-$HOME/.cache}/standfirst/bytecode
unset PYTHONDONTWRITEBYTECODE
"$here/screen.sh" "$python" -m tests.bench "$@"
