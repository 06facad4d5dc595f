// A resource server that verifies requests with Better Auth, for the differential test. Settings come from the environment: PORT,
// ORIGIN (as clients see it), ISSUER, AUDIENCE, JWKS_URI. It ends when its standard input does.
import { createServer } from "node:http";
import { createInMemoryDpopReplayStore, requestToResourceInput, verifyAccessTokenRequest } from "better-auth/oauth2";

const HOST = "127.0.0.1";
const env = process.env;
const port = Number(env.PORT);
const options = {
  jwksUrl: env.JWKS_URI,
  verifyOptions: { issuer: env.ISSUER, audience: env.AUDIENCE },
  dpop: { replayStore: createInMemoryDpopReplayStore() },
};

// All headers as a Request of the Fetch standard has them: two of one name are joined by a comma.
function resourceRequest({ method, url, rawHeaders }) {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i], rawHeaders[i + 1]);
  return requestToResourceInput(new Request(env.ORIGIN + url, { method, headers }));
}

const http = createServer(async (request, response) => {
  request.resume();
  try {
    await verifyAccessTokenRequest(resourceRequest(request), options);
    response.writeHead(200).end("{}");
  } catch (rejected) {
    const status = rejected.statusCode ?? 500;
    if (status === 500) console.error(rejected);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message: String(rejected.message) }));
  }
});
http.listen(port, HOST, () => console.log(`ready at http://${HOST}:${port}`));
process.stdin.on("end", () => process.exit(0)).resume();
