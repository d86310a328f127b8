#!/usr/bin/env bash
# Makes a fresh WordPress (SQLite database) in SITE and serves it on 127.0.0.1:PORT until its standard
# input ends, so that it never outlives who started it. Says "ready" once it answers; about 1 s, and 3 s
# more the first time: then it is set up by setup.php, and the outcome kept in ROOT for the next.
# usage: serve.sh ROOT SITE PORT [bare [FOLDER]]
# Leaves SITE/accounts.json: the application password of each user. Users' own passwords are
# "<login>-pw". "bare": without the stand-ins, with WordPress's own theme and without pretty links.
# FOLDER: the site is at /FOLDER/, and nothing is at the front.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath -m "$1")
site=$(realpath -m "$2")
port=$3
listen=${LISTEN:-$port} # another one where something stands between the server and whoever asks it
bare=${4:-}
folder=${5:+/$5}
php=$root/php
files=$root/wp-files
www=$site/www$folder
url=http://127.0.0.1:$port$folder
mkdir -p "$site/www"
cp -aT "$files/latest/wordpress" "$www"
mkdir -p "$www"/wp-content/{uploads,mu-plugins,database,plugins,themes}
cp -a "$files/sqlite-database-integration" "$www/wp-content/plugins/"
sed -e "s#{SQLITE_IMPLEMENTATION_FOLDER_PATH}#$www/wp-content/plugins/sqlite-database-integration#" \
  -e "s#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#" \
  "$www/wp-content/plugins/sqlite-database-integration/db.copy" >"$www/wp-content/db.php"
if [ -z "$bare" ]; then
  cp "$here"/mu-plugins/*.php "$www/wp-content/mu-plugins/"
  cp -a "$here"/themes/* "$www/wp-content/themes/"
fi
cat >"$www/wp-config.php" <<PHP
<?php
define('DB_NAME','wp'); define('DB_USER','root'); define('DB_PASSWORD',''); define('DB_HOST','');
define('DB_CHARSET','utf8mb4'); define('DB_COLLATE',''); define('DB_ENGINE','sqlite');
define('DB_DIR', __DIR__.'/wp-content/database/'); define('DB_FILE','.ht.sqlite');
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT',
	'LOGGED_IN_SALT','NONCE_SALT'] as \$k) define(\$k, 'test-'.\$k.'-0123456789abcdef0123456789abcdef');
\$table_prefix='wp_';
define('WP_HOME','$url'); define('WP_SITEURL','$url');
define('WP_ENVIRONMENT_TYPE','local'); // application passwords over plain http
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS','127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '$site/debug.log');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__.'/');
require_once ABSPATH.'wp-settings.php';
PHP
wp() { "$php" "$files/wp-cli/wp-cli.phar" --allow-root --path="$www" "$@"; }
made_by=$(cat "$here"/{serve.sh,setup.php,mu-plugins/*.php} "$files/.ok" | sha256sum | cut -c1-16)
prepared=$root/prepared-$made_by-${bare:-whole}${folder/\//-}
exec 9>"$root/lock"
flock 9 # two at once: the second waits, and finds it prepared
if [ ! -d "$prepared" ]; then
  wp core install --url="$url" --title="The Harbour Letter" --admin_user=admin \
    --admin_password=admin-pw --admin_email=admin@example.test --skip-email >&2
  wp eval-file "$here/setup.php" "$site/accounts.json" ${bare:+bare} >&2
  rm -rf "$root/new"
  mkdir "$root/new"
  cp -a "$www/wp-content/database" "$site/accounts.json" "$root/new"
  mv "$root/new" "$prepared"
fi
exec 9>&-
cp -aT "$prepared/database" "$www/wp-content/database" # the addresses in it are overruled above
cp "$prepared/accounts.json" "$site/"

FOLDER=$folder OPCACHE=1 PHP_CLI_SERVER_WORKERS=3 "$php" -d opcache.validate_timestamps=1 \
  -d opcache.jit=tracing -d opcache.jit_buffer_size=64M -S "127.0.0.1:$listen" \
  -t "$site/www" "$here/router.php" >"$site/server.log" 2>&1 </dev/null &
trap 'trap - TERM; kill 0' EXIT # PHP's workers are in our group: killing PHP alone leaves them
for _ in $(seq 100); do
  curl -fs -o /dev/null "$url/?rest_route=/" && break
  sleep 0.1
done
curl -fs -o /dev/null "$url/?rest_route=/" || {
  tail -n 20 "$site/server.log" >&2
  exit 1
}
echo ready
while read -r _; do :; done
