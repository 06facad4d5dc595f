// Clients that make DPoP proofs with the packages jose and dpop, for NodeProofs.java. It ends when its standard input does.
import { createServer } from "node:http";
import { createHash, randomUUID } from "node:crypto";
import * as dpop from "dpop";
import * as jose from "jose";

const HOST = "127.0.0.1";
const port = Number(process.env.PORT);
const hash = (token) => createHash("sha256").update(token).digest("base64url");

const libraries = {
  dpop: {
    generate: (alg) => dpop.generateKeyPair(alg),
    thumbprint: ({ publicKey }) => dpop.calculateThumbprint(publicKey),
    proof: (keys, _alg, { method, uri, token, nonce }) => dpop.generateProof(keys, uri, method, nonce, token),
  },
  jose: {
    generate: (alg) => jose.generateKeyPair(alg, { extractable: true }),
    thumbprint: async ({ publicKey }) => jose.calculateJwkThumbprint(await jose.exportJWK(publicKey)),
    proof: async ({ privateKey, publicKey }, alg, { method, uri, token, nonce }) =>
      new jose.SignJWT({ htm: method, htu: uri, ath: hash(token), ...(nonce && { nonce }) })
        .setProtectedHeader({ alg, typ: "dpop+jwt", jwk: await jose.exportJWK(publicKey) })
        .setIssuedAt()
        .setJti(randomUUID())
        .sign(privateKey),
  },
};

const clients = new Map();
const actions = {
  // a new key; the response names the client and its thumbprint
  "/client": async ({ library, algorithm }) => {
    const { generate, thumbprint } = libraries[library];
    const keys = await generate(algorithm);
    const id = randomUUID();
    clients.set(id, { library, algorithm, keys });
    return { id, thumbprint: await thumbprint(keys) };
  },
  "/proof": async ({ id, ...request }) => {
    const { library, algorithm, keys } = clients.get(id);
    return { proof: await libraries[library].proof(keys, algorithm, request) };
  },
};

const http = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const result = await actions[request.url](JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
  } catch (problem) {
    response.writeHead(500, { "content-type": "application/json" }).end(JSON.stringify({ message: String(problem) }));
  }
});
http.listen(port, HOST, () => console.log(`ready at http://${HOST}:${port}`));
process.stdin.on("end", () => process.exit(0)).resume();
