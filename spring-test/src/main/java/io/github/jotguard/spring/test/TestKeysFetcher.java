package io.github.jotguard.spring.test;

import io.github.jotguard.jwks.JwkSetFetchException;
import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches the keys of the test issuer by HTTP, for any requested address: its faults affect the application as a real
 * issuer's would.
 */
final class TestKeysFetcher implements JwkSetFetcher {

    private static final int OK = 200;

    /**
     * The paths of metadata (OpenID Connect Discovery 1.0 §4, RFC 8414 §3). Some issuers have their keys below
     * {@code /.well-known} too.
     */
    private static final Pattern METADATA =
            Pattern.compile("/\\.well-known/openid-configuration$|^/\\.well-known/oauth-authorization-server(/|$)");

    private final TestIssuer issuer;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestKeysFetcher(TestIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        if (METADATA.matcher(uri.getPath()).find()) {
            // an https issuer may not send elsewhere for its keys, so it seems to have them itself
            String metadata = "{\"issuer\":\"" + issuer.issuer() + "\",\"jwks_uri\":\"" + uri.resolve("/jwks") + "\"}";
            return new Response(metadata.getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
        HttpRequest request = HttpRequest.newBuilder(issuer.jwksUri()).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new JwkSetFetchException("HTTP status " + response.statusCode());
        }
        return new Response(response.body(), Optional.empty());
    }
}
