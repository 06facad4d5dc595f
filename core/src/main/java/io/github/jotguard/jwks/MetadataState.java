package io.github.jotguard.jwks;

import java.net.URI;

/**
 * Where the issuer's metadata say that its keys are, and how old that is. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param jwksUri the address
 * @param from when the fetch that read the metadata began
 * @param refreshAt from when on they are read again
 * @param next what the next fetch does
 */
record MetadataState(URI jwksUri, long from, long refreshAt, Next next) {

    /** What the next fetch does with the metadata. */
    enum Next {
        /** Reads them if they are old. */
        BY_AGE,
        /** Reads them, because fetching from the known address failed. */
        READ,
        /** Fetches from the known address, because the last fetch failed with reading them. */
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

    /** Metadata that hang must not keep the set from its known address, nor a dead address from new metadata: they take turns. */
    MetadataState failed(boolean wereRead) {
        return new MetadataState(jwksUri, from, refreshAt, wereRead ? Next.KEEP : Next.READ);
    }
}
