#!/usr/bin/env bash
# From nothing to the files of WordPress 7.1.1 and a PHP 8.2 in ROOT; again in an instant. No system
# package is installed: PHP's .debs are only unpacked.   usage: install.sh ROOT
# Needs apt-get, npm, tar and flock; about 70 MB are fetched, which takes about 7 s.
set -euo pipefail
root=$(realpath -m "$1")
version=1.22.0
# sha512 of the tarball, so that a changed upload is noticed
sum=6e832d6a19218160ca2b2353040d6e4cae60867026c5784363a29e4023bd166708dffa3e60e4aaf09c185b96589f11c2c47d7825ffe60fa0894c1bd35a5d98b7
mkdir -p "$root"
cd "$root"
exec 9>lock
flock 9 # two runs at once: the second waits, and finds it done

packages=(php8.2-{cli,common,curl,gd,mbstring,mysql,opcache,sqlite3,xml})
if [ ! -x php-root/usr/bin/php8.2 ]; then
  rm -rf debs php-root
  mkdir debs php-new
  if ! (cd debs && apt-get download -q "${packages[@]}" >log 2>&1); then
    # no package lists yet, or old ones
    apt-get update -q >>debs/log 2>&1 || sudo -n apt-get update -q >>debs/log 2>&1 || true
    (cd debs && apt-get download -q "${packages[@]}" >>log 2>&1) || {
      tail -n 15 debs/log >&2
      echo "PHP could not be downloaded; apt-get says why above." >&2
      exit 1
    }
  fi
  for deb in debs/*.deb; do dpkg-deb -x "$deb" php-new; done
  rm -rf debs
  mv php-new php-root
fi
if [ ! -f wp-files/.ok ]; then
  rm -rf wp-files
  npm pack --silent "wp-studio@$version" >/dev/null
  echo "$sum  wp-studio-$version.tgz" | sha512sum -c --quiet
  mkdir -p wp-files
  from=package/dist/cli/wp-files
  tar xzf "wp-studio-$version.tgz" -C wp-files --strip-components=4 \
    --exclude='*.map' --exclude='*/script-modules/vips/*' \
    "$from/latest/wordpress" "$from/sqlite-database-integration" "$from/wp-cli"
  rm -f "wp-studio-$version.tgz"
  touch wp-files/.ok
fi

extensions=$(echo "$root"/php-root/usr/lib/php/2*)
cat >php.new <<PHP
#!/usr/bin/env bash
options=(-d "extension_dir=$extensions")
for name in ctype curl mysqlnd dom exif fileinfo gd iconv mbstring mysqli pdo pdo_sqlite phar posix \\
  simplexml sqlite3 tokenizer xml xmlreader xmlwriter; do
  options+=(-d "extension=\$name")
done
exec "$root/php-root/usr/bin/php8.2" -n "\${options[@]}" \\
  -d "zend_extension=$extensions/opcache.so" -d "opcache.enable_cli=\${OPCACHE:-0}" \\
  -d display_errors=0 -d log_errors=1 -d memory_limit=512M \\
  -d upload_max_filesize=16M -d post_max_size=20M "\$@"
PHP
chmod +x php.new
mv php.new php
