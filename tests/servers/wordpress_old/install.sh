#!/usr/bin/env bash
# From nothing to the files of Debian's WordPress 6.1, the MariaDB it needs and an empty data folder in
# ROOT; again in an instant. No system package is installed: the .debs are only unpacked.
# usage: install.sh ROOT        Needs apt-get, tar and flock; about 20 MB are fetched.
set -euo pipefail
root=$(realpath -m "$1")
mkdir -p "$root"
cd "$root"
exec 9>lock
flock 9 # two runs at once: the second waits, and finds it done
[ ! -f .ok ] || exit 0

packages=(wordpress wordpress-theme-twentytwentythree php-getid3 mariadb-server-core libaio1 liburing2
  libnuma1)
rm -rf debs unpacked wordpress data
mkdir -p debs unpacked
if ! (cd debs && apt-get download -q "${packages[@]}" >log 2>&1); then
  # no package lists yet, or old ones
  apt-get update -q >>debs/log 2>&1 || sudo -n apt-get update -q >>debs/log 2>&1 || true
  (cd debs && apt-get download -q "${packages[@]}" >>log 2>&1) || {
    tail -n 15 debs/log >&2
    echo "Debian's WordPress could not be downloaded; apt-get says why above." >&2
    exit 1
  }
fi
for deb in debs/*.deb; do dpkg-deb -x "$deb" unpacked; done
rm -rf debs

# the package leads to other packages by symbolic links: to PHP's, which are here, and to JavaScript's,
# which no test asks for
share=unpacked/usr/share
rm -f "$share"/wordpress/{.htaccess,wp-config.php,wp-includes/certificates/ca-bundle.crt}
find "$share/wordpress" -xtype l -delete
cp -aL "$share/wordpress" wordpress

cat >mariadb <<SH
#!/usr/bin/env bash
libraries=$root/unpacked/usr/lib:\$(echo $root/unpacked/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=\$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
exec "$root/unpacked/usr/sbin/mariadbd" --no-defaults --lc-messages-dir="$root/$share/mysql" \\
  --user="\$(id -un)" --skip-networking --skip-grant-tables --skip-log-bin \\
  --innodb-buffer-pool-size=32M --innodb-log-file-size=8M --innodb-flush-log-at-trx-commit=0 "\$@"
SH
chmod +x mariadb
mkdir data
{
  printf "%s\n" "CREATE DATABASE mysql;" "USE mysql;"
  cat "$share"/mysql/mysql_system_tables.sql "$share"/mysql/mysql_system_tables_data.sql
  echo "CREATE DATABASE wp CHARACTER SET utf8mb4;"
} | ./mariadb --bootstrap --datadir="$root/data" >install.log 2>&1 || {
  tail -n 15 install.log >&2
  exit 1
}
touch .ok
