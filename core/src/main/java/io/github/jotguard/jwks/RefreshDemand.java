package io.github.jotguard.jwks;

import java.time.Duration;

/**
 * The fetches that tokens have caused. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param isUnknownKeyWaiting whether a {@code kid} was seen that no fetch started since could have brought
 * @param isBadSignatureWaiting whether a signature was seen that the key of its {@code kid} does not verify
 * @param lastForBadSignature the start of the last fetch for such a signature
 * @param lastMetadataRead the start of the last fetch that read the issuer's metadata for a token
 */
record RefreshDemand(
        boolean isUnknownKeyWaiting, boolean isBadSignatureWaiting, long lastForBadSignature, long lastMetadataRead) {

    static final RefreshDemand NONE = new RefreshDemand(false, false, JwkSetState.LONG_AGO, JwkSetState.LONG_AGO);

    /** Minimum time between two fetches for bad signatures. */
    static final Duration BAD_SIGNATURE_PAUSE = Duration.ofMinutes(1);

    /** Minimum time between two reads of the issuer's metadata for tokens. */
    static final Duration METADATA_PAUSE = Duration.ofMinutes(1);

    RefreshDemand withUnknownKey() {
        return new RefreshDemand(true, isBadSignatureWaiting, lastForBadSignature, lastMetadataRead);
    }

    RefreshDemand withBadSignature() {
        return new RefreshDemand(isUnknownKeyWaiting, true, lastForBadSignature, lastMetadataRead);
    }

    /** Records the start of a fetch, which meets the demand. */
    RefreshDemand started(long now, boolean isMetadataRead) {
        return new RefreshDemand(
                false,
                false,
                isBadSignatureWaiting ? now : lastForBadSignature,
                isMetadataRead && isAnythingWaiting() ? now : lastMetadataRead);
    }

    boolean allowsMetadataRead(long now) {
        return isAnythingWaiting() && now - lastMetadataRead >= METADATA_PAUSE.toNanos();
    }

    private boolean isAnythingWaiting() {
        return isUnknownKeyWaiting || isBadSignatureWaiting;
    }

    /**
     * Returns the time of the next fetch for a token, not before the end of the cool-down; {@code Long.MAX_VALUE} if
     * there is no demand.
     */
    long nextDue(long cooled) {
        if (isUnknownKeyWaiting) {
            return cooled;
        }
        return isBadSignatureWaiting
                ? Math.max(cooled, lastForBadSignature + BAD_SIGNATURE_PAUSE.toNanos())
                : Long.MAX_VALUE;
    }
}
