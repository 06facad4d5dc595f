#!/usr/bin/env bash
# Runs the whole story on this machine: PostgreSQL (unless DATABASE_URL names one), Better Auth, the three back ends and the web page.
# Prints the page's address; Ctrl-C stops all that it started. Needs a JDK (17 or newer), Maven and Node (20 or newer).
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
root=$(cd ../.. && pwd)
logs=$here/target/logs
page_port=${PAGE_PORT:-5173} auth_port=${AUTH_PORT:-3000}
cases_port=${CASES_PORT:-8080} tasks_port=${TASKS_PORT:-8081} support_port=${SUPPORT_PORT:-8082}
origin=http://127.0.0.1:$page_port
pids=()

stop() {
  trap - EXIT INT TERM
  # newest first, so that the database goes last
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start NAME PATTERN COMMAND…: runs it in the background and waits until its log has a line with PATTERN
start() {
  local name=$1 pattern=$2 log=$logs/$1.log
  shift 2
  "$@" >"$log" 2>&1 &
  local pid=$!
  pids+=("$pid")
  for _ in $(seq 1 480); do
    if grep -qE "$pattern" "$log"; then
      echo "  $name is ready"
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.25
  done
  echo "$name did not start; its log, $log, ends with:" >&2
  tail -n 20 "$log" >&2
  exit 1
}

java_example() { # DIRECTORY: its jar, of which there is one ("server" beside the library that others use)
  local jars=("$root/examples/$1"/target/*"${2:-}".jar)
  exec java -jar "${jars[0]}"
}

# Before anything is built or started: a port that is taken, with the variable that moves it.
require_free() { # VARIABLE PORT
  node -e '
    const [variable, port] = process.argv.slice(1);
    require("net").createServer()
      .on("error", (problem) => {
        console.error(`127.0.0.1:${port} cannot be listened on (${problem.code}). Set ${variable} to another port.`);
        process.exit(1);
      })
      .listen(Number(port), "127.0.0.1", function () { this.close(); });' "$1" "$2"
}
require_free PAGE_PORT "$page_port"
require_free AUTH_PORT "$auth_port"
require_free CASES_PORT "$cases_port"
require_free TASKS_PORT "$tasks_port"
require_free SUPPORT_PORT "$support_port"

mkdir -p "$logs"
echo "Building (the first time downloads about 120 MB and takes a few minutes) …"
[ -d node_modules ] || npm ci --no-fund --no-audit >"$logs/npm.log" 2>&1 || { tail -n 20 "$logs/npm.log" >&2; exit 1; }
(cd "$root" && mvn -B -ntp -Drun -Djotguard.example.run.phase=none \
  -pl examples/support/database,examples/cases-api,examples/tasks-api,examples/support-chat -am >"$logs/build.log") ||
  { tail -n 30 "$logs/build.log" >&2; echo "The build failed; the lines above say why." >&2; exit 1; }

echo "Starting …"
if [ -z "${DATABASE_URL:-}" ]; then
  start database '^DATABASE_URL=' java_example support/database -server
  DATABASE_URL=$(sed -n 's/^DATABASE_URL=//p' "$logs/database.log")
fi
export DATABASE_URL
export FRONTEND_URL=$origin
# One secret of this run for Better Auth's sessions and another for the tokens of tasks-api, unless they are given.
auth_secret=${BETTER_AUTH_SECRET:-$(node -p 'require("crypto").randomBytes(48).toString("base64")')}
tasks_secret=${TASKS_SECRET:-$(node -p 'require("crypto").randomBytes(48).toString("base64")')}

start better-auth 'is ready at' env PORT="$auth_port" BASE_URL="$origin" TRUSTED_ORIGINS="$origin" \
  BETTER_AUTH_SECRET="$auth_secret" DEMO_TOKENS=true node server.mjs
start page 'is ready at' env PORT="$page_port" AUTH_URL="http://127.0.0.1:$auth_port" \
  SUPPORT_URL="http://127.0.0.1:$support_port" CASES_URL="http://127.0.0.1:$cases_port" \
  TASKS_URL="http://127.0.0.1:$tasks_port" node page.mjs
PORT=$cases_port start cases-api '127\.0\.0\.1:'"$cases_port" java_example cases-api
PORT=$tasks_port BETTER_AUTH_SECRET=$tasks_secret start tasks-api '127\.0\.0\.1:'"$tasks_port" \
  java_example tasks-api
PORT=$support_port start support-chat '127\.0\.0\.1:'"$support_port" \
  java_example support-chat

echo
echo "Open $origin — Ctrl-C stops everything; logs are in $logs"
# Ends when any of them ends by itself.
wait -n "${pids[@]}" || true
echo "One of the programs has ended; stopping the others." >&2
exit 1
