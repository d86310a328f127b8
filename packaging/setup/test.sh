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
export PYTHONPYCACHEPREFIX=$cache/bytecode MYPY_CACHE_DIR=$cache/mypy
unset PYTHONDONTWRITEBYTECODE

quietly() {
  local said
  if ! said=$("$@" 2>&1); then
    printf '%s\n' "$said"
    echo "Failed: $*" >&2
    exit 1
  fi
}

# what the rest is fetched and built with comes first, where it is not there yet
first=()
command -v npm >/dev/null || first+=(npm)
command -v g++ >/dev/null || first+=(compiler)
"$here/python.sh" find >/dev/null || first+=(python)
[ "${#first[@]}" = 0 ] || "$here/machine.sh" "${first[@]}"

# then all at once, and the checks meanwhile; but what asks apt-get goes one after the other
mkdir -p "$STANDFIRST_TEST_CACHE"
if [ "${1:-}" = --servers ]; then
  "$here/machine.sh" run screen test
  exec "$("$here/python.sh" test)" tests/servers/timed.py
fi
from_debian() {
  "$here/machine.sh" run screen test
  quietly tests/servers/wordpress/install.sh "$STANDFIRST_TEST_CACHE/wordpress"
  quietly tests/servers/wordpress_old/install.sh "$STANDFIRST_TEST_CACHE/wordpress-old"
}
from_debian &
debian=$!
quietly tests/servers/ghost/install.sh "$STANDFIRST_TEST_CACHE/ghost" &
ghost=$!
python=$("$here/python.sh" test)
bin=$(dirname "$python")
quietly "$bin/ruff" format --check
quietly "$bin/ruff" check
quietly "$bin/mypy"
quietly "$bin/lint-imports"
wait $debian
wait $ghost

if [ "${1:-}" = --stress ]; then
  export STANDFIRST_STRESS=1
  set -- tests/contract/test_ghost_lossless.py tests/unit/checks/test_clean_articles.py \
    tests/unit/text/test_chunks.py tests/window/test_fuzz.py tests/stress "${@:2}"
fi
exec "$python" -m pytest -q -rfE -n 2 --dist loadfile --no-loadscope-reorder "$@"
