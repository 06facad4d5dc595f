// oidc-provider with its development pages for login and consent, its store in memory. Settings come from the environment; see
// OidcProvider.java. It ends when its standard input does.
import { createServer } from "node:http";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import Provider from "oidc-provider";

const HOST = "127.0.0.1";
const env = process.env;
const port = Number(env.PORT);
const issuer = env.ISSUER ?? `http://${HOST}:${port}`;
const API = "https://api.example.com";
const ALGORITHMS = ["RS256", "ES256", "PS256", "Ed25519"];

const KEY_TYPES = {
  RS256: ["rsa", { modulusLength: 2048 }],
  PS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
  Ed25519: ["ed25519"],
};
const newKeys = () =>
  ALGORITHMS.map((alg) => ({
    ...generateKeyPairSync(...KEY_TYPES[alg]).privateKey.export({ format: "jwk" }),
    alg,
    use: "sig",
    kid: randomUUID(),
  }));

const confidential = { client_secret: "secret-secret", token_endpoint_auth_method: "client_secret_post" };
const ofServices = { ...confidential, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] };
const clients = [
  {
    ...confidential,
    client_id: "web",
    application_type: "native",
    grant_types: ["authorization_code", "refresh_token"],
    redirect_uris: [env.REDIRECT],
    backchannel_logout_uri: env.BACK_CHANNEL,
    introspection_signed_response_alg: "RS256",
  },
  { ...ofServices, client_id: "service" },
  { ...ofServices, client_id: "service-with-key", dpop_bound_access_tokens: true },
  { ...ofServices, client_id: "service-with-certificate", tls_client_certificate_bound_access_tokens: true },
];

// The resource that a client asks for decides format and algorithm of the token.
const resourceServer = (resource) => {
  const kind = resource.slice(API.length + 1);
  return {
    audience: resource,
    scope: "read write cases:read cases:write",
    accessTokenTTL: 3600,
    accessTokenFormat: kind === "opaque" ? "opaque" : "jwt",
    jwt: { sign: { alg: ALGORITHMS.includes(kind) ? kind : "RS256" } },
  };
};

const configuration = (keys) => ({
  clients,
  jwks: { keys },
  scopes: ["openid", "offline_access", "read", "write", "cases:read", "cases:write"],
  // a client that registers itself names the scopes of its first challenge; without this it may never ask for others
  extraClientMetadata: {
    properties: ["scope"],
    validator: (_ctx, _key, _value, metadata) => delete metadata.scope,
  },
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
  // without its dispatcher, which connects to no loopback address: the receiver of logout tokens has one
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  enabledJWA: {
    introspectionSigningAlgValues: ["RS256"],
    idTokenSigningAlgValues: ALGORITHMS,
  },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    registration: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    jwtIntrospection: { enabled: true },
    backchannelLogout: { enabled: true },
    dPoP: { enabled: true },
    // as behind a proxy that ends TLS and passes the certificate on
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: (ctx) => decodeURIComponent(ctx.get("x-client-certificate")) || undefined,
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => resourceServer(resource),
    },
  },
});

let keys = newKeys();
const start = () => {
  const provider = new Provider(issuer, configuration(keys));
  provider.on("server_error", (_ctx, problem) => console.error(problem));
  return provider.callback();
};
let handler = start();

// What only code on the server can do, for the tests alone.
const realNow = Date.now;
const server = {
  // new keys sign, the old ones stay in the JWK Set
  "/server/rotate": () => {
    keys = [...newKeys(), ...keys];
    handler = start();
  },
  // the new keys alone stay
  "/server/retire": () => {
    keys = keys.slice(0, ALGORITHMS.length);
    handler = start();
  },
  // the clock of this process goes two hours slow, so that its tokens are expired
  "/server/slow-clock": () => (Date.now = () => realNow() - 7_200_000),
  "/server/right-clock": () => (Date.now = realNow),
};

const http = createServer((request, response) => {
  if (request.url in server) {
    server[request.url]();
    return response.end("{}");
  }
  return handler(request, response);
});
http.listen(port, HOST, () => console.log(`ready at http://${HOST}:${port}`));
process.stdin.on("end", () => process.exit(0)).resume();
