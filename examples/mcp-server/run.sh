#!/usr/bin/env bash
# Runs a real Better Auth and the MCP server on this machine and prints the URL to type into an MCP client. Ctrl-C stops both.
#   ./run.sh             web.xml on Tomcat
#   ./run.sh spring      Spring Boot
#   ./run.sh try         starts it, lets the official client call the tools, and ends
# Needs a JDK (17 or newer), Maven and Node (20 or newer). AUTH_PORT (3000) and PORT (8083) move the ports.
set -euo pipefail
cd "$(dirname "$0")"
auth_port=${AUTH_PORT:-3000} port=${PORT:-8083}
main=WebXmlServer
[ "${1:-}" != spring ] || main=SpringServer
logs=$PWD/target/logs
pids=()
stop() {
  trap - EXIT INT TERM
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[i]}" 2>/dev/null || true; wait "${pids[i]}" 2>/dev/null || true; done
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -p "$logs"
[ -d node_modules ] || npm ci --no-fund --no-audit >"$logs/npm.log" 2>&1 || { tail -n 20 "$logs/npm.log" >&2; exit 1; }
echo "Building (the first time downloads about 120 MB and takes a few minutes) …"
(cd ../.. && mvn -B -ntp -q -DskipTests -Dspotless.check.skip -pl examples/mcp-server -am package dependency:build-classpath \
  -Dmdep.outputFile=target/class-path -Dmdep.includeScope=runtime) >"$logs/build.log" || { tail -n 30 "$logs/build.log" >&2; exit 1; }

wait_for() { # URL NAME
  for _ in $(seq 1 240); do
    curl -s -o /dev/null "$1" && { echo "  $2 is ready"; return; }
    sleep 0.25
  done
  echo "$2 did not start; its log is in $logs" >&2
  exit 1
}
export RESOURCE=http://127.0.0.1:$port/mcp BETTER_AUTH_ORIGIN=http://127.0.0.1:$auth_port
PORT=$auth_port node auth.mjs </dev/null >"$logs/auth.log" 2>&1 &
pids+=($!)
wait_for "$BETTER_AUTH_ORIGIN/api/auth/ok" "Better Auth"
PORT=$port java -cp "target/classes:$(cat target/class-path)" "io.github.jotguard.example.mcp.$main" >"$logs/server.log" 2>&1 &
pids+=($!)
wait_for "http://127.0.0.1:$port/.well-known/oauth-protected-resource/mcp" "the MCP server"

if [ "${1:-}" = try ]; then
  node client.mjs "$RESOURCE"
  exit
fi
echo
echo "Type this URL into an MCP client: $RESOURCE"
echo "  node client.mjs $RESOURCE                 the official client, without a browser"
echo "  npx @modelcontextprotocol/inspector       the inspector, in a browser"
echo "Ctrl-C stops both servers; logs are in $logs"
wait -n "${pids[@]}" || true
