package io.github.jotguard.jwks;

import java.net.URI;

/**
 * The JWKS URI in the issuer's metadata, and the age of the metadata. Immutable; times are nanoseconds of a
 * {@link RefreshScheduler}.
 *
 * @param jwksUri the JWKS URI
 * @param from the start of the fetch that read the metadata
 * @param refreshAt the time from which on they are read again
 * @param next the action of the next fetch
 */
record MetadataState(URI jwksUri, long from, long refreshAt, Next next) {

    /** The action of the next fetch with the metadata. */
    enum Next {
        /** Reads them if they are old. */
        BY_AGE,
        /** Reads them, because fetching from the known JWKS URI failed. */
        READ,
        /** Fetches from the known JWKS URI, because reading the metadata failed in the last fetch. */
        KEEP
    }

    static MetadataState read(URI jwksUri, long from, long refreshAt) {
        return new MetadataState(jwksUri, from, refreshAt, Next.BY_AGE);
    }

    boolean isDue(long now) {
        return switch (next) {
            case BY_AGE -> now >= refreshAt;
            case READ -> true;
            case KEEP -> false;
        };
    }

    MetadataState worked() {
        return new MetadataState(jwksUri, from, refreshAt, Next.BY_AGE);
    }

    /**
     * Alternates after failures. Metadata that hang must not block the known JWKS URI, and a dead JWKS URI must not
     * block new metadata.
     */
    MetadataState failed(boolean wereRead) {
        return new MetadataState(jwksUri, from, refreshAt, wereRead ? Next.KEEP : Next.READ);
    }
}
