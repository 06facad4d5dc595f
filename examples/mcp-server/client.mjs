// The official MCP client, which knows the URL of the server and nothing else. It finds the login, registers, and signs a new user
// in, as a person would in a browser. Then it calls the tools; the second needs a scope that it asks for when it gets 403.
//   node client.mjs http://127.0.0.1:8083/mcp           signs a new user of Better Auth in by itself
//   node client.mjs http://127.0.0.1:8083/mcp browser   prints the address of the login, of any issuer, and waits for your browser
// It writes one JSON object: the tools, the cases, the scopes of each token, the resource that it asked for;
// with WITH_TOKEN the last token too, for tests.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";

const url = new URL(process.argv[2]);
const seen = { scopes: [], resources: [] };

/** What a browser does at Better Auth: cookies, the sign-in page, the consent page. */
const newUser = {
  redirectUrl: "http://127.0.0.1:1/callback",
  cookie: "",
  async send(address, options = {}) {
    const headers = { ...options.headers, cookie: this.cookie, origin: new URL(address).origin };
    const response = await fetch(address, { ...options, headers, redirect: "manual" });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    if (cookies.length) this.cookie = [this.cookie, ...cookies].filter(Boolean).join("; ");
    return response;
  },
  post(address, body) {
    return this.send(address, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  },
  async authorize(address) {
    if (!this.cookie) {
      const email = `${randomUUID()}@example.test`;
      await this.post(new URL("/api/auth/sign-up/email", address), { name: "Ada", email, password: "password-123" });
    }
    const response = await this.send(address, { headers: { accept: "text/html" } });
    // to a browser it answers with a redirect, to a page's fetch with its address
    const location = new URL(response.headers.get("location") ?? (await response.json()).url, address);
    if (location.searchParams.has("code")) return location;
    const consent = await this.post(new URL("/api/auth/oauth2/consent", address), {
      accept: true, oauth_query: location.search.slice(1) });
    return new URL((await consent.json()).url);
  },
};

/** The browser of a person, who comes back by a redirect to this program (RFC 8252 §7.3). */
async function ownBrowser() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    redirectUrl: `${origin}/callback`,
    async authorize(address) {
      console.log(`open ${address}`);
      const [request, response] = await once(server, "request");
      response.setHeader("connection", "close").end("Back to the client.");
      return new URL(request.url, origin);
    },
    close: () => server.close(),
  };
}
const person = process.argv[3] === "browser" ? await ownBrowser() : newUser;

class Provider {
  redirectUrl = person.redirectUrl;
  clientMetadata = {
    client_name: "The official client", redirect_uris: [this.redirectUrl], application_type: "native",
    grant_types: ["authorization_code"], response_types: ["code"], token_endpoint_auth_method: "none" };
  clientInformation() { return this.client; }
  saveClientInformation(client) { this.client = client; }
  tokens() { return this.saved; }
  saveTokens(tokens) {
    this.saved = tokens;
    seen.scopes.push(tokens.scope);
    if (process.env.WITH_TOKEN) seen.token = tokens.access_token;
  }
  async redirectToAuthorization(address) {
    seen.resources.push(address.searchParams.get("resource"));
    const answer = (await person.authorize(address)).searchParams;
    if (!answer.has("code")) throw new Error(`The login failed: ${answer.get("error")}`);
    this.code = answer.get("code");
  }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  codeVerifier() { return this.verifier; }
}

const provider = new Provider();
let transport;
let client;

async function connect() {
  transport = new StreamableHTTPClientTransport(url, { authProvider: provider });
  client = new Client({ name: "official-client", version: "1" });
  await client.connect(transport);
}

/** Runs a step, and once more after the login that it asks for. */
async function withLogin(step) {
  try {
    return await step();
  } catch (problem) {
    if (!(problem instanceof UnauthorizedError)) throw problem;
    await transport.finishAuth(provider.code);
    await connect();
    return step();
  }
}

const call = async (name, args) => JSON.parse((await client.callTool({ name, arguments: args })).content[0].text);

await withLogin(connect);
seen.tools = (await client.listTools()).tools.map((tool) => tool.name);
seen.before = await withLogin(() => call("list_cases", {}));
seen.created = await withLogin(() => call("create_case", { name: "Invoice 7" }));
seen.after = await withLogin(() => call("list_cases", {}));
console.log(JSON.stringify(seen));
await client.close();
person.close?.();
