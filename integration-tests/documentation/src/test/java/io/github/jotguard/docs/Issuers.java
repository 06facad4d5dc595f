package io.github.jotguard.docs;

import io.github.jotguard.testing.TestIssuer;

/** Real issuers in the place of the addresses that documents use. */
final class Issuers implements AutoCloseable {

    private static final String APP = "https://app.example.com";
    private static final String ID = "https://id.example.com";

    private final TestIssuer app = TestIssuer.start();
    private final TestIssuer id = TestIssuer.builder()
            .algorithm("RS256")
            .jwksPath("/jwks.json")
            .discovery(true)
            .audience("https://api.example.com")
            .start();

    String replaceAddresses(String text) {
        return text.replace(APP, app.origin()).replace(ID, id.origin());
    }

    /** A token for what a snippet is about. */
    String tokenFor(CodeBlock block) {
        return block.text().contains(ID) && !block.text().contains(APP) ? id.token() : app.token();
    }

    String appOrigin() {
        return app.origin();
    }

    @Override
    public void close() {
        app.close();
        id.close();
    }
}
