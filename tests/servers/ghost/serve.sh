#!/usr/bin/env bash
# Makes a fresh Ghost (SQLite database) in SITE and serves it on 127.0.0.1:PORT until its standard input
# ends, so that it never outlives who started it. Says "ready" once it answers; about 3 s, and 10 s more
# the first time: then it is set up by setup.py, and the outcome kept in ROOT for the next.
# usage: serve.sh ROOT SITE PORT        Needs python3 with httpx.
# Leaves SITE/keys.json: who there is, and by which keys; and SITE/mails.jsonl: what was mailed since.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath -m "$1")
site=$(realpath -m "$2")
port=$3
listen=${LISTEN:-$port} # another one where something stands between the server and whoever asks it
ghost=$root/ghost
url=http://127.0.0.1:$port
mkdir -p "$site/content"/{images,files,media,public,settings,data,logs,adapters,themes}
ln -s "$ghost" "$site/current" # Ghost looks for its own package.json from here
cd "$site"
trap 'trap - TERM; kill 0' EXIT
exec 3< <(exec python3 "$here/sinks.py" "$site/mails.jsonl")
read -r smtp mailgun <&3
cat >config.production.json <<JSON
{
  "url": "$url",
  "server": {"host": "127.0.0.1", "port": $listen},
  "database": {
    "client": "better-sqlite3", "useNullAsDefault": true, "connection": {"filename": "$site/ghost.db"}
  },
  "paths": {"contentPath": "$site/content"},
  "mail": {
    "from": "Gazette <gazette@example.test>", "transport": "SMTP",
    "options": {"host": "127.0.0.1", "port": $smtp, "secure": false, "ignoreTLS": true}
  },
  "bulkEmail": {
    "mailgun": {"baseUrl": "http://127.0.0.1:$mailgun/v3", "domain": "example.test", "apiKey": "none"}
  },
  "logging": {"level": "info", "transports": ["stdout"]},
  "privacy": {"useGravatar": false, "useUpdateCheck": false, "useIndexNow": false},
  "updateCheck": {"url": "http://127.0.0.1:9/", "forceUpdate": false},
  "explore": {"update_url": ""},
  "security": {"staffDeviceVerification": false, "allowWebhookInternalIPs": true},
  "emailAnalytics": {"enabled": false},
  "backgroundJobs": {"emailAnalytics": false, "clickTrackingLastSeenAtUpdater": false},
  "disableMigrationBackups": true,
  "disableJSBackups": true,
  "sendWelcomeEmail": false
}
JSON
start() {
  NODE_ENV=production NODE_COMPILE_CACHE=$root/compiled \
    "$ghost/node" --require "$here/loopback.cjs" "$ghost/index.js" \
    >>ghost.log 2>&1 </dev/null 9>&- &
  for _ in $(seq 900); do
    ! curl -fs -o /dev/null "$url/ghost/api/admin/site/" || return 0
    kill -0 $! 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 ghost.log >&2
  exit 1
}

made_by=$(cat "$here"/{serve.sh,setup.py} "$ghost/.ok" | sha256sum | cut -c1-16)
prepared=$root/prepared-$made_by
exec 9>"$root/lock"
flock 9 # two at once: the second waits, and finds it prepared
if [ ! -d "$prepared" ]; then
  cp -a "$ghost/content/themes/source" content/themes/
  start
  python3 "$here/setup.py" "$url" mails.jsonl keys.json >&2
  kill $!
  wait $! || true
  : >mails.jsonl
  rm -rf "$root/new"
  mkdir "$root/new"
  cp -a content ghost.db keys.json "$root/new"
  mv "$root/new" "$prepared"
fi
exec 9>&-
cp -aT "$prepared" "$site"
start
echo ready
while read -r _; do :; done
