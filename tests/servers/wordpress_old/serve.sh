#!/usr/bin/env bash
# Makes a fresh WordPress 6.1 (MariaDB, over a socket only) in SITE and serves it on 127.0.0.1:PORT
# until its standard input ends. Says "ready" once it answers; about 3 s. The users, the stand-ins and
# SITE/accounts.json are those of ../wordpress/serve.sh, whose PHP and WP-CLI in TOOLS it runs on.
# usage: serve.sh ROOT TOOLS SITE PORT
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
newer=$here/../wordpress
root=$(realpath -m "$1")
tools=$(realpath -m "$2")
site=$(realpath -m "$3")
port=$4
www=$site/www
mkdir -p "$site"
run=$(mktemp -d) # a socket's path has to be short
trap 'rm -rf "$run"; trap - TERM; kill 0' EXIT # PHP's workers are in our group too
cp -a "$root/data" "$site/data"
"$root/mariadb" --datadir="$site/data" --socket="$run/s" --pid-file="$run/pid" \
  >"$site/mariadb.log" 2>&1 </dev/null &
cp -a "$root/wordpress" "$www"
mkdir -p "$www"/wp-content/{uploads,mu-plugins,plugins,themes}
cp "$newer"/mu-plugins/*.php "$www/wp-content/mu-plugins/"
cp -a "$newer"/themes/* "$www/wp-content/themes/"
cat >"$www/wp-config.php" <<PHP
<?php
define('DB_NAME','wp'); define('DB_USER','root'); define('DB_PASSWORD','');
define('DB_HOST','localhost:$run/s'); define('DB_CHARSET','utf8mb4'); define('DB_COLLATE','');
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT',
	'LOGGED_IN_SALT','NONCE_SALT'] as \$k) define(\$k, 'test-'.\$k.'-0123456789abcdef0123456789abcdef');
\$table_prefix='wp_';
define('WP_HOME','http://127.0.0.1:$port'); define('WP_SITEURL','http://127.0.0.1:$port');
define('WP_ENVIRONMENT_TYPE','local'); // application passwords over plain http
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS','127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('WP_DEBUG', false);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__.'/');
require_once ABSPATH.'wp-settings.php';
PHP
for _ in $(seq 200); do
  [ ! -S "$run/s" ] || break
  sleep 0.05
done
# PHP 8.2 finds much of 6.1 deprecated, and says so at length
wp() {
  "$tools/php" -d error_reporting=22527 "$tools/wp-files/wp-cli/wp-cli.phar" --allow-root \
    --path="$www" "$@"
}
wp core install --url="http://127.0.0.1:$port" --title="The Harbour Letter" --admin_user=admin \
  --admin_password=admin-pw --admin_email=admin@example.test --skip-email >&2
wp eval-file "$newer/setup.php" "$site/accounts.json" >&2

OPCACHE=1 PHP_CLI_SERVER_WORKERS=3 "$tools/php" -d error_reporting=22527 \
  -d opcache.validate_timestamps=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=64M \
  -S "127.0.0.1:$port" -t "$www" "$newer/router.php" \
  >"$site/server.log" 2>&1 </dev/null &
for _ in $(seq 100); do
  curl -fs -o /dev/null "http://127.0.0.1:$port/?rest_route=/" && break
  sleep 0.1
done
curl -fs -o /dev/null "http://127.0.0.1:$port/?rest_route=/" || {
  tail -n 20 "$site/server.log" >&2
  exit 1
}
echo ready
while read -r _; do :; done
