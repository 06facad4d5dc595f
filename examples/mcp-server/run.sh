#!/usr/bin/env bash
# Runs a real Better Auth and the MCP server on this machine and prints the URL to type into an MCP client. Ctrl-C stops both.
#   ./run.sh             web.xml on Tomcat
#   ./run.sh spring      Spring Boot
#   ./run.sh try         starts it, lets the official client call the tools, and ends; so does ./run.sh spring try
# Needs a JDK (17 or newer), Maven and Node (20 or newer). AUTH_PORT (3000) and PORT (8083) move the ports.
set -euo pipefail
cd "$(dirname "$0")"
auth_port=${AUTH_PORT:-3000} port=${PORT:-8083}
main=WebXmlServer
if [ "${1:-}" = spring ]; then
  main=SpringServer
  shift
fi
logs=$PWD/target/logs
pids=()
stop() {
  trap - EXIT INT TERM
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[i]}" 2>/dev/null || true; wait "${pids[i]}" 2>/dev/null || true; done
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for each in "$auth_port" "$port"; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$each") 2>/dev/null; then
    echo "Port $each is taken. Set AUTH_PORT and PORT to free ones." >&2
    exit 1
  fi
done

mkdir -p "$logs"
if [ ! -d node_modules ]; then
  echo "Installing the Node packages …"
  npm ci --no-fund --no-audit >"$logs/npm.log" 2>&1 || { tail -n 20 "$logs/npm.log" >&2; exit 1; }
fi
echo "Building (the first time downloads about 200 MB and takes a minute or two) …"
(cd ../.. && mvn -B -ntp -q -Drun -Dspotless.check.skip -pl examples/mcp-server -am package dependency:build-classpath \
  -Dmdep.outputFile=target/class-path -Dmdep.includeScope=runtime) >"$logs/build.log" || { tail -n 30 "$logs/build.log" >&2; exit 1; }

wait_for() { # URL NAME LOG: of the process that was started last
  for _ in $(seq 1 480); do
    kill -0 "${pids[-1]}" 2>/dev/null || break
    curl -sf -o /dev/null "$1" && { echo "  $2 is ready"; return; }
    sleep 0.25
  done
  echo "$2 did not start:" >&2
  tail -n 20 "$logs/$3" >&2
  exit 1
}
export RESOURCE=http://127.0.0.1:$port/mcp BETTER_AUTH_ORIGIN=http://127.0.0.1:$auth_port
PORT=$auth_port node auth.mjs </dev/null >"$logs/auth.log" 2>&1 &
pids+=($!)
wait_for "$BETTER_AUTH_ORIGIN/api/auth/ok" "Better Auth" auth.log
PORT=$port java -cp "target/classes:$(cat target/class-path)" "io.github.jotguard.example.mcp.$main" >"$logs/server.log" 2>&1 &
pids+=($!)
wait_for "http://127.0.0.1:$port/.well-known/oauth-protected-resource/mcp" "the MCP server" server.log

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
echo "A server ended by itself" >&2
exit 1
