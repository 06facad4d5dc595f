#!/usr/bin/env bash
# Runs the whole story of each example with curl and prints what happened.
#
#   examples/try-it.sh                 all three: cases-api, tasks-api, support-chat
#   examples/try-it.sh tasks-api …     those
#
# Needs a JDK (17 or newer), Maven and curl. Everything listens on 127.0.0.1, on free ports, with an embedded PostgreSQL
# each, and is stopped before the script ends. Ends with 1 if an answer has another status than the story says.
#
#   MVN             how Maven is called           (mvn)
#   START_SECONDS   how long one start may take   (300; the first one downloads)
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 1

MVN=${MVN:-mvn}
START_SECONDS=${START_SECONDS:-300}
STOP_SECONDS=30
JSON='Content-Type: application/json'
WORK=$(mktemp -d)
PID=
FAILED=0
CALLS=0
QUIET=

stop() {
  [ -n "$PID" ] || return 0
  kill "$PID" 2>/dev/null
  for _ in $(seq $((STOP_SECONDS * 5))); do
    kill -0 "$PID" 2>/dev/null || break
    sleep 0.2
  done
  if kill -0 "$PID" 2>/dev/null; then
    echo "  !! process $PID did not stop within $STOP_SECONDS s"
    kill -9 "$PID" 2>/dev/null
    FAILED=1
  fi
  wait "$PID" 2>/dev/null
  PID=
}

finish() {
  stop
  rm -rf "$WORK"
}
trap finish EXIT
trap 'exit 130' INT TERM

# start MODULE [NAME=VALUE …]: sets PID, ADDRESS and, where there is a demo issuer, ISSUER
start() {
  local module=$1
  shift
  echo
  echo "== $module"
  env -u DATABASE_URL -u FRONTEND_URL -u BETTER_AUTH_SECRET PORT=0 "$@" \
    $MVN -q -B -ntp -Drun -pl "examples/$module" -am >"$WORK/out" 2>"$WORK/log" </dev/null &
  PID=$!
  for _ in $(seq "$START_SECONDS"); do
    grep -q ' ready at http' "$WORK/out" && break
    kill -0 "$PID" 2>/dev/null || break
    sleep 1
  done
  ADDRESS=$(sed -n 's/.* ready at \(http:[^ ]*\).*/\1/p' "$WORK/out" | head -1)
  if [ -z "$ADDRESS" ]; then
    echo "  !! $module did not get ready; it said:"
    tail -n 20 "$WORK/out" "$WORK/log"
    exit 1
  fi
  for _ in $(seq 50); do # the lines behind the first are printed a moment later
    ISSUER=$(grep -o 'http://127\.0\.0\.1:[0-9]*' "$WORK/out" | grep -vx "$ADDRESS" | head -1)
    [ -n "$ISSUER" ] || [ "$module" = tasks-api ] && break
    sleep 0.1
  done
  echo "  listens at $ADDRESS${ISSUER:+, its demo issuer at $ISSUER}"
}

# call STATUS TEXT METHOD URL [curl arguments …]: sets BODY; prints a line, without tokens
call() {
  local expected=$1 text=$2 method=$3 url=$4 status
  shift 4
  CALLS=$((CALLS + 1))
  status=$(curl -s --max-time 30 -X "$method" -D "$WORK/headers" -o "$WORK/body" -w '%{http_code}' "$@" "$url")
  BODY=$(cat "$WORK/body" 2>/dev/null)
  : >"$WORK/body"
  if [ "$status" = "$expected" ]; then
    [ -z "$QUIET" ] || return 0
    echo "  $status  $text"
  else
    echo "  $status  $text   !! expected $expected"
    FAILED=1
  fi
  [ -z "$BODY" ] || echo "$BODY" | head -1 | sed 's/"token":"[^"]*"/"token":"…"/g' | cut -c1-150 | sed 's/^/         /'
}

# says TEXT: the last answer holds it
says() {
  case "$BODY" in
    *"$1"*) ;;
    *)
      echo "         !! expected to find: $1"
      FAILED=1
      ;;
  esac
}

# says_not TEXT: the last answer does not hold it
says_not() {
  case "$BODY" in
    *"$1"*)
      echo "         !! expected not to find: $1"
      FAILED=1
      ;;
  esac
}

member() { echo "$BODY" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

header() { tr -d '\r' <"$WORK/headers" | sed -n "s/^$1: *//Ip" | head -1; }

# no_permission: the last answer lets no page of another origin read it
no_permission() {
  if [ -n "$(header Access-Control-Allow-Origin)" ]; then
    echo "         !! a foreign origin was given permission"
    FAILED=1
  fi
}

# sign_up NAME: at the demo issuer, as a browser does; sets TOKEN
sign_up() {
  call 200 "$1 signs up at the issuer" POST "$ISSUER/api/auth/sign-up/email" -c "$WORK/$1.cookies" -H "$JSON" \
    -d "{\"name\":\"$1\",\"email\":\"$1@example.test\",\"password\":\"correct horse\"}"
  call 200 "$1 gets a token" GET "$ISSUER/api/auth/token" -b "$WORK/$1.cookies"
  TOKEN=$(member token)
}

ten_megabytes() { head -c 10000000 /dev/zero | tr '\0' ' ' >"$WORK/big"; }

cases_api() {
  start cases-api
  call 200 "the health check needs no token" GET "$ADDRESS/actuator/health"
  call 200 "nor does the OpenAPI document" GET "$ADDRESS/v3/api-docs"
  call 401 "the rest does" GET "$ADDRESS/api/auth/me"
  call 401 "and not just any" GET "$ADDRESS/api/auth/me" -H 'Authorization: Bearer made.up.token'
  sign_up alice
  local alice="Authorization: Bearer $TOKEN"
  sign_up bob
  local bob="Authorization: Bearer $TOKEN"
  call 200 "the token says who alice is" GET "$ADDRESS/api/auth/me" -H "$alice"
  says '"email":"alice@example.test"'
  call 201 "alice opens a case" POST "$ADDRESS/api/cases" -H "$alice" -H "$JSON" \
    -d '{"name":"Alice against the tide","type":"CIVIL"}'
  local id etag
  id=$(member id)
  etag=$(header ETag)
  call 200 "and finds it" GET "$ADDRESS/api/cases?type=CIVIL&q=tide&sort=name&order=asc" -H "$alice"
  says "$id"
  call 200 "bob has none" GET "$ADDRESS/api/cases" -H "$bob"
  says '"total":0'
  call 404 "bob cannot read alice's" GET "$ADDRESS/api/cases/$id" -H "$bob"
  call 404 "nor change it" PATCH "$ADDRESS/api/cases/$id" -H "$bob" -H "$JSON" -d '{"name":"Bob was here"}'
  call 404 "nor delete it" DELETE "$ADDRESS/api/cases/$id" -H "$bob"
  call 200 "alice changes it" PATCH "$ADDRESS/api/cases/$id" -H "$alice" -H "$JSON" -H "If-Match: $etag" -d '{"status":"READY"}'
  says '"status":"READY"'
  call 412 "but not from what is outdated" PATCH "$ADDRESS/api/cases/$id" -H "$alice" -H "$JSON" -H "If-Match: $etag" \
    -d '{"status":"ERROR"}'
  call 400 "a type that there is not" POST "$ADDRESS/api/cases" -H "$alice" -H "$JSON" -d '{"name":"x","type":"NONE"}'
  call 200 "SQL in a query is text" GET "$ADDRESS/api/cases?q=%27%20OR%201%3D1%20--" -H "$alice"
  says '"total":0'
  call 413 "10 MB are too much" POST "$ADDRESS/api/cases" -H "$alice" -H "$JSON" --data-binary "@$WORK/big"
  call 403 "pages of other origins may not call" OPTIONS "$ADDRESS/api/cases" -H 'Origin: https://evil.example' \
    -H 'Access-Control-Request-Method: POST'
  no_permission
  call 204 "alice deletes the case" DELETE "$ADDRESS/api/cases/$id" -H "$alice"
  call 404 "and it is gone" GET "$ADDRESS/api/cases/$id" -H "$alice"
  stop
}

tasks_api() {
  local secret page='https://app.example.com'
  secret=$(head -c 36 /dev/urandom | od -An -tx1 | tr -d ' \n')
  start tasks-api BETTER_AUTH_SECRET="$secret" FRONTEND_URL="$page"
  local alice='{"email":"alice@example.test","password":"correct horse"}'
  local bob='{"email":"bob@example.test","password":"another horse"}'
  call 200 "the health check needs no token" GET "$ADDRESS/health"
  says '"database":"UP"'
  call 401 "the rest does" GET "$ADDRESS/api/tasks"
  says 'Authentication required'
  call 401 "and not just any" GET "$ADDRESS/api/tasks" -H 'Authorization: Bearer made.up.token'
  says 'Invalid authentication token'
  call 201 "alice signs up" POST "$ADDRESS/api/auth/signup" -H "$JSON" -d "$alice"
  call 409 "only once" POST "$ADDRESS/api/auth/signup" -H "$JSON" -d "$alice"
  call 201 "bob signs up" POST "$ADDRESS/api/auth/signup" -H "$JSON" -d "$bob"
  call 400 "a short password is named" POST "$ADDRESS/api/auth/signup" -H "$JSON" -d '{"email":"carol@example.test","password":"short"}'
  says '"field":"password"'
  call 401 "the wrong password" POST "$ADDRESS/api/auth/login" -H "$JSON" -d '{"email":"alice@example.test","password":"wrong"}'
  says 'Invalid email or password'
  call 401 "nobody's password: the same answer" POST "$ADDRESS/api/auth/login" -H "$JSON" -d '{"email":"carol@example.test","password":"wrong"}'
  says 'Invalid email or password'
  call 200 "alice logs in" POST "$ADDRESS/api/auth/login" -H "$JSON" -d "$alice"
  alice="Authorization: Bearer $(member token)"
  call 200 "bob logs in" POST "$ADDRESS/api/auth/login" -H "$JSON" -d "$bob"
  bob="Authorization: Bearer $(member token)"
  call 200 "the token says who alice is" GET "$ADDRESS/api/auth/verify" -H "$alice"
  says '"email":"alice@example.test"'
  call 201 "alice makes a task, whoever else the body names" POST "$ADDRESS/api/tasks" -H "$alice" -H "$JSON" \
    -d '{"title":"Buy milk","owner":"bob","completed":true}'
  says '"completed":false'
  local id
  id=$(member id)
  call 200 "she changes it" PUT "$ADDRESS/api/tasks/$id" -H "$alice" -H "$JSON" -d '{"title":"Buy bread","description":"rye"}'
  call 200 "and completes it" PATCH "$ADDRESS/api/tasks/$id/complete" -H "$alice"
  says '"completed":true'
  call 200 "so it is among the completed" GET "$ADDRESS/api/tasks?status=completed&sort=title" -H "$alice"
  says "$id"
  call 200 "and not among the pending" GET "$ADDRESS/api/tasks?status=pending" -H "$alice"
  says_not "$id"
  call 200 "bob sees none of it" GET "$ADDRESS/api/tasks" -H "$bob"
  says_not "$id"
  call 404 "nor can he read it" GET "$ADDRESS/api/tasks/$id" -H "$bob"
  call 404 "nor delete it" DELETE "$ADDRESS/api/tasks/$id" -H "$bob"
  call 201 "SQL in a title is text" POST "$ADDRESS/api/tasks" -H "$bob" -H "$JSON" -d "{\"title\":\"'); drop table tasks; --\"}"
  call 400 "a title of another type is named" POST "$ADDRESS/api/tasks" -H "$bob" -H "$JSON" -d '{"title":7}'
  says '"field":"title"'
  call 413 "10 MB are too much" POST "$ADDRESS/api/tasks" -H "$bob" -H "$JSON" --data-binary "@$WORK/big"
  call 200 "the front end's pages may call" OPTIONS "$ADDRESS/api/tasks" -H "Origin: $page" -H 'Access-Control-Request-Method: PUT'
  call 403 "pages of other origins may not" OPTIONS "$ADDRESS/api/tasks" -H 'Origin: https://evil.example' \
    -H 'Access-Control-Request-Method: PUT'
  no_permission
  call 204 "alice deletes her task" DELETE "$ADDRESS/api/tasks/$id" -H "$alice"
  call 200 "alice logs out" POST "$ADDRESS/api/auth/logout" -H "$alice"
  call 401 "and her token is rejected from then on" GET "$ADDRESS/api/tasks" -H "$alice"
  says 'Invalid authentication token'
  call 200 "bob's is not" GET "$ADDRESS/api/tasks" -H "$bob"
  local guess
  QUIET=yes
  for guess in 1 2 3 4 5 6 7 8 9 10; do
    call 401 "guess $guess at a password" POST "$ADDRESS/api/auth/login" -H "$JSON" \
      -d "{\"email\":\"dave@example.test\",\"password\":\"guess $guess\"}"
  done
  QUIET=
  call 429 "the eleventh guess at a password in a minute" POST "$ADDRESS/api/auth/login" -H "$JSON" \
    -d '{"email":"dave@example.test","password":"guess 11"}'
  stop
}

support_chat() {
  start support-chat
  local chat="$ADDRESS/support/chatkit"
  call 401 "it needs a token" GET "$chat"
  call 401 "and not just any" POST "$chat" -H 'Authorization: Bearer made.up.token' -H "$JSON" -d '{"message":"hello"}'
  sign_up alice
  local alice="Authorization: Bearer $TOKEN"
  sign_up bob
  local bob="Authorization: Bearer $TOKEN"
  call 200 "alice writes" POST "$chat" -H "$alice" -H "$JSON" -d '{"message":"My order has not arrived"}'
  says 'My order has not arrived'
  says '[Canned reply]'
  call 200 "and reads the conversation again" GET "$chat" -H "$alice"
  says 'My order has not arrived'
  call 200 "bob's is another, whoever his body names" POST "$chat" -H "$bob" -H "$JSON" \
    -d '{"message":"hello","userId":"alice","email":"alice@example.test"}'
  says_not 'My order'
  call 400 "a message must be a text" POST "$chat" -H "$alice" -H "$JSON" -d '{"message":7}'
  says '"field":"message"'
  call 413 "10 MB are too much" POST "$chat" -H "$alice" -H "$JSON" --data-binary "@$WORK/big"
  call 204 "the front end's pages may call" OPTIONS "$chat" -H "Origin: $ISSUER" -H 'Access-Control-Request-Method: POST'
  call 403 "pages of other origins may not" OPTIONS "$chat" -H 'Origin: https://evil.example' -H 'Access-Control-Request-Method: POST'
  no_permission
  call 200 "alice signs out at the issuer" POST "$ISSUER/api/auth/sign-out" -b "$WORK/alice.cookies" -H "Origin: $ISSUER"
  call 404 "her token is still good, but she has no session" GET "$chat" -H "$alice"
  says 'No active session'
  stop
  echo "  the audit log:"
  grep -h 'audit - ' "$WORK/log" | sed 's/^[^ ]* INFO /    /' | head -8
}

ten_megabytes
[ $# -gt 0 ] || set -- cases-api tasks-api support-chat
for app in "$@"; do
  case "$app" in
    cases-api) cases_api ;;
    tasks-api) tasks_api ;;
    support-chat) support_chat ;;
    *)
      echo "There is no example $app; there are cases-api, tasks-api and support-chat" >&2
      exit 2
      ;;
  esac
done

echo
if [ "$FAILED" -ne 0 ]; then
  echo "Something was not as the story says: see the lines with !!"
  exit 1
fi
echo "All $CALLS answers were as the story says."
