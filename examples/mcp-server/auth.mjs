// Better Auth with its MCP plugin, which includes the OAuth provider; users and clients are in memory.
// PORT: its port on 127.0.0.1 (3000). RESOURCE: the URL of the MCP server. ENDS_WITH_INPUT: it ends when its input does.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { getAuthTables } from "better-auth/db";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";
import { mcp } from "@better-auth/mcp";

const HOST = "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const resource = process.env.RESOURCE ?? "http://127.0.0.1:8083/mcp";
const baseURL = `http://${HOST}:${port}`;

const database = {};
const options = {
  baseURL,
  secret: randomBytes(48).toString("base64"),
  database: memoryAdapter(database),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  plugins: [
    jwt(),
    mcp({
      loginPage: "/login",
      consentPage: "/consent",
      resource,
      scopes: ["openid", "profile", "email", "offline_access", "cases:read", "cases:write"],
      allowDynamicClientRegistration: true,
      allowUnauthenticatedClientRegistration: true,
      resources: [{ identifier: resource }],
    }),
  ],
};
for (const table of Object.values(getAuthTables(options))) database[table.modelName] = [];
const handler = toNodeHandler(betterAuth(options));

// The least that a person needs: a user is made by the first sign-in, and consent is one button.
const page = (title, fields, script) => `<!doctype html><meta charset="utf-8"><title>${title}</title>
<h1>${title}</h1><form>${fields}<button>Continue</button></form><p></p><script>
const post = (path, body) => fetch("/api/auth" + path, { method: "POST", headers: { "content-type": "application/json" },
  body: JSON.stringify(body) });
document.forms[0].onsubmit = async (event) => { event.preventDefault(); ${script} };</script>`;
const pages = {
  "/login": page("Sign in", `<input name="email" type="email" value="ada@example.test" required>
<input name="password" type="password" value="password-123" required>`, `
  const { email, password } = Object.fromEntries(new FormData(document.forms[0]));
  const known = await post("/sign-in/email", { email, password });
  if (!known.ok && !(await post("/sign-up/email", { name: email, email, password })).ok)
    return (document.querySelector("p").textContent = "That did not work.");
  location.href = "/api/auth/oauth2/authorize" + location.search;`),
  "/consent": page("Allow access to your cases?", "", `
  const answer = await post("/oauth2/consent", { accept: true, oauth_query: location.search.slice(1) });
  location.href = (await answer.json()).url;`),
};

createServer((request, response) => {
  const html = pages[new URL(request.url, baseURL).pathname];
  if (html) return response.writeHead(200, { "content-type": "text/html" }).end(html);
  handler(request, response).catch(() => response.writeHead(500).end());
}).listen(port, HOST, () => console.log(`ready at ${baseURL}`));
if (process.env.ENDS_WITH_INPUT) process.stdin.on("end", () => process.exit(0)).resume();
