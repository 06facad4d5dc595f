// Better Auth with the jwt, bearer and MCP plugins (which include the OAuth provider), its database in memory.
// Settings come from the environment; see BetterAuth.java. It ends when its standard input does.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { getAuthTables } from "better-auth/db";
import { toNodeHandler } from "better-auth/node";
import { bearer, jwt } from "better-auth/plugins";
import { mcp } from "@better-auth/mcp";

const HOST = "127.0.0.1";
const KEY_PAIRS = {
  EdDSA: { alg: "EdDSA", crv: "Ed25519" },
  ES256: { alg: "ES256" },
  ES512: { alg: "ES512" },
  PS256: { alg: "PS256", modulusLength: 2048 },
  RS256: { alg: "RS256", modulusLength: 2048 },
};
const SCOPES = ["openid", "profile", "email", "offline_access", "read", "write", "cases:read", "cases:write"];

const env = process.env;
const port = Number(env.PORT);
const baseURL = env.BASE_URL ?? `http://${HOST}:${port}`;
const resource = env.RESOURCE ?? `${baseURL}/mcp`;
const resources = [resource, ...(env.OTHER_RESOURCE ? [env.OTHER_RESOURCE] : [])];

const database = {};
const options = {
  baseURL,
  secret: randomBytes(48).toString("base64"),
  database: memoryAdapter(database),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  session: env.SESSION_COOKIE ? { cookieCache: { enabled: true, maxAge: 300, strategy: "jwt" } } : {},
  plugins: [
    jwt({
      sessionCookieCache: env.SESSION_COOKIE === "jwt-of-key-set",
      jwks: { keyPairConfig: KEY_PAIRS[env.JWT_ALGORITHM ?? "EdDSA"], gracePeriod: 3600 },
      jwt: env.JWT_AUDIENCE ? { audience: env.JWT_AUDIENCE.split(",") } : {},
    }),
    bearer(),
    mcp({
      loginPage: "/login",
      consentPage: "/consent",
      resource,
      scopes: SCOPES,
      clientPrivileges: () => true,
      clientCredentialsScopes: ["read", "write"],
      allowDynamicClientRegistration: true,
      allowUnauthenticatedClientRegistration: true,
      clientRegistrationDefaultResources: resources.slice(1),
      resources: resources.map((identifier) => ({ identifier, accessTokenTtl: Number(env.ACCESS_TOKEN_SECONDS ?? 3600) })),
    }),
  ],
};
for (const table of Object.values(getAuthTables(options))) database[table.modelName] = [];
const auth = betterAuth(options);

// What only code on the server can do, for the tests alone: paths below /server.
const server = {
  // a token with the claims of the body, by the server's own API
  "/server/sign": async (body) => ({ token: (await auth.api.signJWT({ body: { payload: body } })).token }),
  // ends the life of every key, as rotationInterval does: the next token is signed with a new one
  "/server/rotate": async () => {
    for (const key of database.jwks) key.expiresAt = new Date(Date.now() - 1000);
    return {};
  },
  // ends the grace period too: the keys leave the JWK Set
  "/server/retire": async () => {
    for (const key of database.jwks) key.expiresAt = new Date(1000);
    return {};
  },
  // where logout tokens of a client are sent; registration takes https alone, which the receiver on loopback has not
  "/server/back-channel": async ({ clientId, address }) => {
    database.oauthClient.find((client) => client.clientId === clientId).backchannelLogoutUri = address;
    return {};
  },
  // a client for client_credentials, which only an administrator makes
  "/server/client": async (body, headers) => auth.api.adminCreateOAuthClient({ body, headers }),
};

async function onServer(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
  const result = await server[request.url](body, new Headers({ cookie: request.headers.cookie ?? "" }));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(result));
}

const handler = toNodeHandler(auth);
const http = createServer((request, response) => {
  const handle = request.url in server ? onServer : handler;
  handle(request, response).catch((problem) => {
    console.error(problem);
    if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: String(problem) }));
  });
});
http.listen(port, HOST, () => console.log(`ready at http://${HOST}:${port}`));
process.stdin.on("end", () => process.exit(0)).resume();
