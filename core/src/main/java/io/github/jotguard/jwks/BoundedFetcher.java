package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds every fetcher, a user's too, to the limit of bytes, and logs what it throws at DEBUG. */
record BoundedFetcher(JwkSetFetcher fetcher, int maxBytes) implements JwkSetFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        try {
            Response response = fetcher.fetch(uri);
            if (response.body().length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return response;
        } catch (Throwable failure) {
            log(uri, failure);
            throw failure;
        }
    }

    /** A logger that throws must not replace the reason. */
    private static void log(URI uri, Throwable failure) {
        try {
            LOG.debug("The fetch from {} failed", uri.getHost(), failure);
        } catch (Throwable ofTheLogger) {
            failure.addSuppressed(ofTheLogger);
        }
    }

    static JwkSetFetchException tooLarge(int maxBytes) {
        return new JwkSetFetchException("an answer of more than " + maxBytes + " bytes");
    }
}
