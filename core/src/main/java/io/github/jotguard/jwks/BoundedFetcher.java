package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.URI;

/** Holds every fetcher, a user's too, to the limit of bytes. */
record BoundedFetcher(JwkSetFetcher fetcher, int maxBytes) implements JwkSetFetcher {

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        Response response = fetcher.fetch(uri);
        if (response.body().length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return response;
    }

    static JwkSetFetchException tooLarge(int maxBytes) {
        return new JwkSetFetchException("an answer of more than " + maxBytes + " bytes");
    }
}
