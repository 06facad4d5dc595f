#!/usr/bin/env bash
# Starts everything on free ports, runs the browser tests against it, stops everything. CHROMIUM names the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
export PAGE_PORT AUTH_PORT CASES_PORT TASKS_PORT SUPPORT_PORT BETTER_AUTH_SECRET
BETTER_AUTH_SECRET=$(node -p 'require("crypto").randomBytes(48).toString("base64")')
PAGE_PORT=$(free_port) AUTH_PORT=$(free_port) CASES_PORT=$(free_port) TASKS_PORT=$(free_port) SUPPORT_PORT=$(free_port)

mkdir -p target
./run.sh >target/run.log 2>&1 &
runner=$!
trap 'kill "$runner" 2>/dev/null || true; wait "$runner" 2>/dev/null || true' EXIT
for _ in $(seq 1 600); do
  grep -q '^Open ' target/run.log && break
  kill -0 "$runner" 2>/dev/null || { cat target/run.log >&2; exit 1; }
  sleep 0.5
done
grep -q '^Open ' target/run.log || { echo "run.sh was not ready in time" >&2; cat target/run.log >&2; exit 1; }

export PAGE_URL="http://127.0.0.1:$PAGE_PORT"
database=${DATABASE_URL:-$(sed -n 's/^DATABASE_URL=//p' target/logs/database.log)}
EXPIRED_TOKEN=$(DATABASE_URL=$database BASE_URL=$PAGE_URL node test/expired-token.mjs)
export EXPIRED_TOKEN
node --test test/browser.test.mjs
