package io.github.jotguard.interop;

import java.util.Map;

/** Clients whose proofs come from the npm packages {@code jose} and {@code dpop}. */
record NodeProofs(ServerProcess process, String address) implements AutoCloseable {

    private static final Http HTTP = Http.plain();

    static NodeProofs start() {
        int port = ServerProcess.freePort();
        return new NodeProofs(
                NodeServer.start("proofs.mjs", "dpop", Map.of("PORT", Integer.toString(port))),
                "http://127.0.0.1:" + port);
    }

    /** Makes a client with a new key. */
    ForeignClient client(String library, String algorithm) {
        Http.Reply client = HTTP.postJson(address + "/client", Map.of("library", library, "algorithm", algorithm))
                .expect(200);
        String id = client.text("id");
        return new ForeignClient(client.text("thumbprint"), (method, uri, token, nonce) -> HTTP.postJson(
                        address + "/proof",
                        Map.of("id", id, "method", method, "uri", uri, "token", token, "nonce", nonce))
                .expect(200)
                .text("proof"));
    }

    @Override
    public void close() {
        process.close();
    }
}
