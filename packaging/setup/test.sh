#!/usr/bin/env bash
# Sets up what tests need, then runs every check; says nothing but pytest's closing line when green.
# usage: test.sh [PYTEST ARGUMENT…]
#        test.sh --stress [PYTEST ARGUMENT…]    the long runs, of which every other run has a short version
#        test.sh --servers                      times the servers, and tests nothing
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/standfirst
export STANDFIRST_TEST_CACHE=${STANDFIRST_TEST_CACHE:-$cache/servers}
# compiled once, and not in the tree
export PYTHONPYCACHEPREFIX=$cache/bytecode
unset PYTHONDONTWRITEBYTECODE

quietly() {
  local said
  if ! said=$("$@" 2>&1); then
    printf '%s\n' "$said"
    echo "Failed: $*" >&2
    exit 1
  fi
}

lists=(run screen test)
command -v npm >/dev/null || lists+=(npm)
"$here/python.sh" find >/dev/null || lists+=(python)
"$here/machine.sh" "${lists[@]}"
python=$("$here/python.sh" test)
bin=$(dirname "$python")
mkdir -p "$STANDFIRST_TEST_CACHE"
if [ "${1:-}" = --stress ]; then
  export STANDFIRST_STRESS=1
  set -- tests/contract/test_ghost_lossless.py tests/unit/text/test_chunks.py tests/window/test_fuzz.py tests/stress "${@:2}"
fi
[ "${1:-}" != --servers ] || exec "$python" tests/servers/timed.py
quietly tests/servers/ghost/install.sh "$STANDFIRST_TEST_CACHE/ghost" & # which asks nothing of apt-get
quietly tests/servers/wordpress/install.sh "$STANDFIRST_TEST_CACHE/wordpress"
quietly tests/servers/wordpress_old/install.sh "$STANDFIRST_TEST_CACHE/wordpress-old"
wait $!

quietly "$bin/ruff" format --check
quietly "$bin/ruff" check
quietly "$bin/mypy"
quietly "$bin/lint-imports"
exec "$python" -m pytest -q -rfE -n 2 --dist loadfile --no-loadscope-reorder "$@"
