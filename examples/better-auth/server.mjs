// A real Better Auth server with the jwt and bearer plugins, on PostgreSQL. Settings come from the environment; see README.md.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import { bearer, jwt } from "better-auth/plugins";
import pg from "pg";

const HOST = "127.0.0.1";
const KEY_PAIRS = {
  EdDSA: { alg: "EdDSA", crv: "Ed25519" },
  ES256: { alg: "ES256" },
  RS256: { alg: "RS256", modulusLength: 2048 },
};

const env = process.env;
const port = Number(env.PORT ?? 3000);
const algorithm = env.JWT_ALGORITHM ?? "EdDSA";
const keyPairConfig = KEY_PAIRS[algorithm];
if (!env.DATABASE_URL || !keyPairConfig) {
  console.error("DATABASE_URL must be set (postgresql://…), and JWT_ALGORITHM, if set, one of " + Object.keys(KEY_PAIRS).join(", "));
  process.exit(2);
}

const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 5 });
pool.on("error", () => {}); // an idle connection that the database closed; the next query gets a new one

const seconds = (name) => (env[name] ? Number(env[name]) : undefined);
const options = {
  baseURL: env.BASE_URL ?? `http://${HOST}:${port}`,
  // Without a secret of your own, sessions end when this server does.
  secret: env.BETTER_AUTH_SECRET ?? randomBytes(48).toString("base64"),
  database: pool,
  trustedOrigins: (env.TRUSTED_ORIGINS ?? "").split(",").filter(Boolean),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  session: env.SESSION_COOKIE === "jwt" || env.SESSION_COOKIE === "jwt-of-key-set"
    ? { cookieCache: { enabled: true, maxAge: 300, strategy: "jwt" } }
    : {},
  plugins: [
    jwt({
      sessionCookieCache: env.SESSION_COOKIE === "jwt-of-key-set",
      jwks: {
        keyPairConfig,
        rotationInterval: seconds("KEY_ROTATION_SECONDS"),
        gracePeriod: seconds("KEY_GRACE_SECONDS"),
      },
      // Only what the back end reads; by default the whole user record would travel in each token.
      jwt: {
        expirationTime: env.JWT_LIFETIME ?? "15m",
        definePayload: ({ user }) => ({ name: user.name, email: user.email, emailVerified: user.emailVerified }),
      },
    }),
    bearer(),
  ],
};

const { runMigrations } = await getMigrations(options);
await runMigrations();

const auth = betterAuth(options);
const handler = toNodeHandler(auth);

// For the buttons of the page alone, and only where DEMO_TOKENS is set: tokens of the person who is signed in that every back end must
// reject. A server of yours has nothing of the kind.
const flaws = {
  expired: (now) => ({ iat: now - 7200, exp: now - 3600 }),
  "other-audience": (now) => ({ iat: now, exp: now + 900, aud: "https://somebody-else.example" }),
};

async function flawedToken(request, response) {
  const flaw = flaws[request.url.replace(/^\/demo\/token\//, "")];
  const session = flaw && (await auth.api.getSession({ headers: fromNodeHeaders(request.headers) }));
  if (!session) {
    response.writeHead(flaw ? 401 : 404, { "content-type": "application/json" });
    return response.end("{}");
  }
  const payload = { sub: session.user.id, ...flaw(Math.floor(Date.now() / 1000)) };
  const { token } = await auth.api.signJWT({ body: { payload } });
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ token }));
}

const server = createServer((request, response) => {
  const handle = env.DEMO_TOKENS === "true" && request.url.startsWith("/demo/") ? flawedToken : handler;
  handle(request, response).catch(() => {
    if (!response.headersSent) response.writeHead(503, { "content-type": "application/json" });
    response.end('{"message":"Unavailable"}');
  });
});
server.on("error", (problem) => {
  console.error(`Better Auth cannot listen on ${HOST}:${port} (${problem.code}). Set PORT to another port, or to 0 for a free one.`);
  process.exit(2);
});
server.listen(port, HOST, () => {
  console.log(`Better Auth is ready at http://${HOST}:${server.address().port} for ${options.baseURL} (${algorithm})`);
});

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => pool.end().finally(() => process.exit(0)));
  });
}
