package io.github.jotguard.jwks;

import java.time.Duration;

/**
 * What tokens have asked of a set that is fetched. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param isUnknownKeyWaiting whether a {@code kid} was seen that no fetch begun since could have brought
 * @param isBadSignatureWaiting whether a signature was seen that the key of its {@code kid} does not verify
 * @param lastForBadSignature when the last fetch for one began
 * @param lastMetadataRead when the last fetch that read the issuer's metadata for a token began
 */
record RefreshDemand(
        boolean isUnknownKeyWaiting, boolean isBadSignatureWaiting, long lastForBadSignature, long lastMetadataRead) {

    static final RefreshDemand NONE = new RefreshDemand(false, false, JwkSetState.LONG_AGO, JwkSetState.LONG_AGO);

    /** The least time between two fetches for bad signatures. */
    static final Duration BAD_SIGNATURE_PAUSE = Duration.ofMinutes(1);

    /** The least time between two reads of the issuer's metadata for tokens. */
    static final Duration METADATA_PAUSE = Duration.ofMinutes(1);

    RefreshDemand withUnknownKey() {
        return new RefreshDemand(true, isBadSignatureWaiting, lastForBadSignature, lastMetadataRead);
    }

    RefreshDemand withBadSignature() {
        return new RefreshDemand(isUnknownKeyWaiting, true, lastForBadSignature, lastMetadataRead);
    }

    /** A fetch has begun: it answers what was asked. */
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

    /** When a fetch is due for what was asked, if none may begin before the cool-down is over; else never. */
    long nextDue(long cooled) {
        if (isUnknownKeyWaiting) {
            return cooled;
        }
        return isBadSignatureWaiting
                ? Math.max(cooled, lastForBadSignature + BAD_SIGNATURE_PAUSE.toNanos())
                : Long.MAX_VALUE;
    }
}
