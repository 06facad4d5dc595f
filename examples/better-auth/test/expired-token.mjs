// Prints a token of the running issuer that has expired: made by a second Better Auth with the same database, secret and address, and so
// with the same keys, whose tokens end before they begin. Needs DATABASE_URL, BETTER_AUTH_SECRET and BASE_URL of the first.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createServer } from "node:net";

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const free = probe.address().port;
    probe.close(() => resolve(free));
  });
});
const server = spawn(process.execPath, ["server.mjs"], {
  env: { ...process.env, PORT: String(port), JWT_LIFETIME: "-1h" },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.startsWith("Better Auth is ready")) break;
  }
  const api = `http://127.0.0.1:${port}/api/auth`;
  const signedUp = await fetch(`${api}/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: process.env.BASE_URL },
    body: JSON.stringify({ name: "Late", email: `late-${Date.now()}@example.test`, password: "password-123" }),
  });
  const cookie = signedUp.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  const { token } = await (await fetch(`${api}/token`, { headers: { cookie } })).json();
  if (!token) throw new Error("no token was made");
  console.log(token);
} finally {
  server.kill();
}
