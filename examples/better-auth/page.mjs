// Serves the web page, and passes /api/auth on to Better Auth, so that page and sign-in share one origin, as in a Next.js application.
import { createServer, request as httpRequest } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const HOST = "127.0.0.1";
const port = Number(process.env.PORT ?? 5173);
const upstreams = {
  "/api/auth/": new URL(process.env.AUTH_URL ?? "http://127.0.0.1:3000"),
  "/demo/": new URL(process.env.AUTH_URL ?? "http://127.0.0.1:3000"),
  "/support/": new URL(process.env.SUPPORT_URL ?? "http://127.0.0.1:8082"),
};
const config = {
  casesApi: process.env.CASES_URL ?? "http://127.0.0.1:8080",
  tasksApi: process.env.TASKS_URL ?? "http://127.0.0.1:8081",
};
const files = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/app.js": ["app.js", "text/javascript; charset=utf-8"],
  "/api.js": ["api.js", "text/javascript; charset=utf-8"],
  "/style.css": ["style.css", "text/css; charset=utf-8"],
};
const security = {
  "content-security-policy": `default-src 'self'; connect-src 'self' ${config.casesApi} ${config.tasksApi}; img-src 'self' data:; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

function pass(request, response, upstream) {
  const onward = httpRequest(
    { host: upstream.hostname, port: upstream.port, path: request.url, method: request.method, headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  onward.setTimeout(15_000, () => onward.destroy());
  onward.on("error", () => {
    if (!response.headersSent) response.writeHead(503, { "content-type": "application/json", "retry-after": "5" });
    response.end('{"message":"Unavailable"}');
  });
  request.pipe(onward);
}

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://page").pathname;
  const upstream = Object.entries(upstreams).find(([prefix]) => path.startsWith(prefix));
  if (upstream) {
    return pass(request, response, upstream[1]);
  }
  if (path === "/config.json") {
    response.writeHead(200, { ...security, "content-type": "application/json" });
    return response.end(JSON.stringify(config));
  }
  const file = files[path];
  if (!file || request.method !== "GET") {
    response.writeHead(404, security);
    return response.end();
  }
  response.writeHead(200, { ...security, "content-type": file[1] });
  response.end(await readFile(join(fileURLToPath(new URL(".", import.meta.url)), "web", file[0])));
});
server.on("error", (problem) => {
  console.error(`The page cannot be served on ${HOST}:${port} (${problem.code}). Set PORT to another port, or to 0 for a free one.`);
  process.exit(2);
});
server.listen(port, HOST, () => console.log(`The page is ready at http://${HOST}:${server.address().port}`));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}
