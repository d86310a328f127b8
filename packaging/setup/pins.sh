#!/usr/bin/env bash
# Writes requirements.txt and requirements-dev.txt anew from pyproject.toml: every platform, with
# hashes, no index address.   usage: pins.sh [uv's options, e.g. --upgrade]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$("$here/python.sh" test)
cd "$here/../.."
compile() {
  "$(dirname "$python")/uv" pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"
}
compile pyproject.toml -o requirements.txt "$@"
compile pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt "$@"
