#!/usr/bin/env bash
# From nothing to Ghost 6.65.0 and the Node it runs on in ROOT; again in an instant. All of it is from
# npm's registry, and no system package is installed.   usage: install.sh ROOT
# Needs npm, g++, tar and flock; about 200 MB are fetched, which takes about 50 s.
set -euo pipefail
root=$(realpath -m "$1")
ghost=6.65.0 node=22.23.3 pnpm=12.4.2
mkdir -p "$root"
cd "$root"
exec 9>lock
flock 9 # two runs at once: the second waits, and finds it done
[ "$(cat ghost/.ok 2>/dev/null)" != "$ghost" ] || exit 0

# sha512 of the tarballs, so that a changed upload is noticed; Ghost's lock file has those of the rest
ghost_sum=0f7ebdaa2bce99f9f8630bc10f50e58ce1ac1e727304442106c8859c1643f868d6ac1a5d6506183479de89070a4152705289bc7875a69759f91512d02305453a
case $(uname -m) in
  aarch64)
    platform=linux-arm64
    node_sum=9770c01d9adeca5a3ea7d4170edb0eae31b625726a5736179c01a621034e50d01170ca694ced9c99ec1540ffb7ead8c99d213e773a4c36d816f9cde8883bd7b4
    ;;
  *)
    platform=linux-x64
    node_sum=a879f3e6d16c1e88ff58cfae4443558d638d8b9855be6c2b82af00e15efa2a9b95340738fa3c0af31e20c1ba1b13d06d1cd83f00a476e7cdde628acb17f73b9e
    ;;
esac

rm -rf new
mkdir new
cd new
unpack() { # PACKAGE VERSION SUM FOLDER
  npm pack --silent "$1@$2" >/dev/null
  echo "$3  $1-$2.tgz" | sha512sum -c --quiet
  mkdir "$4"
  tar xzf "$1-$2.tgz" -C "$4" --strip-components=1
  rm "$1-$2.tgz"
}
quietly() {
  "$@" >log 2>&1 || {
    tail -n 15 log >&2
    echo "Ghost could not be installed; $1 says why above." >&2
    exit 1
  }
}
unpack "node-$platform" "$node" "$node_sum" node &
unpack ghost "$ghost" "$ghost_sum" ghost
wait $!
mkdir pnpm # with --prefix npm would forget the system's settings: where it fetches, whom it trusts
(cd pnpm && echo '{}' >package.json && quietly npm install --no-audit --no-fund "pnpm@$pnpm")
# nor do pnpm and another Node read them
npm_config_registry=$(npm config get registry)
trusted=$(npm config get cafile)
[ ! -f "$trusted" ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$trusted}
export npm_config_registry PATH=$PWD/node/bin:$PATH CI=true
quietly pnpm/node_modules/.bin/pnpm install --dir ghost --prod --frozen-lockfile --ignore-scripts \
  --store-dir "$PWD/store"

# What better-sqlite3 would have node-gyp do, but for -O0: three times as fast to build, and no test
# feels it.
sqlite=$(realpath ghost/node_modules/better-sqlite3)
built=$sqlite/build/Release/better_sqlite3.node
mapfile -t defines < <(sed -n "s/^ *'\([A-Z].*\)',/-D\1/p" "$sqlite/deps/defines.gypi")
gcc -O0 -fPIC -w "${defines[@]}" -c "$sqlite/deps/sqlite3/sqlite3.c" -o sqlite3.o &
g++ -O0 -fPIC -w -std=c++20 -DNDEBUG -I node/include/node -I "$sqlite/deps/sqlite3" \
  -c "$sqlite/src/better_sqlite3.cpp" -o better_sqlite3.o
wait $!
mkdir -p "$(dirname "$built")"
g++ -shared -Wl,-Bsymbolic -o "$built" better_sqlite3.o sqlite3.o

rm -r "$sqlite/deps" "$sqlite/src"
find ghost -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.[cm]ts' \) -delete
mv node/bin/node ghost/node
(cd ghost && ./node -e 'require("better-sqlite3")(":memory:").exec("select 1")')
echo "$ghost" >ghost/.ok
cd ..
rm -rf ghost
mv new/ghost ghost
rm -rf new
