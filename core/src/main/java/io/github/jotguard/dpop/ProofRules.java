package io.github.jotguard.dpop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of a proof's claims (RFC 9449 §4.3), none of which needs cryptography that costs. */
final class ProofRules {

    /** Maximum length of {@code jti}, in characters. */
    static final int MAX_ID_LENGTH = 256;

    private static final int NANO_DIGITS = 9;

    private final DpopSettings settings;
    private final BigDecimal clockSkew;
    private final BigDecimal maxAge;

    ProofRules(DpopSettings settings) {
        this.settings = settings;
        this.clockSkew = seconds(settings.clockSkew());
        this.maxAge = seconds(settings.maxAge());
    }

    /**
     * Checks everything except the signature and the replay. The nonce comes last, so that a client with an otherwise good
     * proof gets one.
     */
    void check(DpopProof proof, DpopRequest request, TargetUri target, Instant now) throws ProofRejection {
        checkId(proof.text("jti"));
        if (!proof.text("htm").equals(request.method())) {
            throw ProofRejection.invalid("htm is not the method of the request");
        }
        checkTarget(proof.text("htu"), target);
        checkTime(proof, now);
        checkToken(proof.text("ath"), request.token());
        checkNonce(proof.claims().get("nonce"), now);
    }

    private static void checkId(String jti) throws ProofRejection {
        if (jti.isBlank() || jti.length() > MAX_ID_LENGTH) {
            throw ProofRejection.invalid("jti is blank or longer than " + MAX_ID_LENGTH + " characters");
        }
    }

    private static void checkTarget(String htu, TargetUri target) throws ProofRejection {
        if (htu.equals(target.toString())) {
            return;
        }
        Optional<TargetUri> named = TargetUri.parse(htu);
        if (named.isEmpty()) {
            throw ProofRejection.invalid("htu is no absolute http or https URI without query and fragment");
        }
        if (!named.get().origin().equals(target.origin())) {
            throw ProofRejection.otherOrigin(target.origin());
        }
        if (!named.get().path().equals(target.path())) {
            throw ProofRejection.invalid("htu has another path than the request");
        }
    }

    /** Accepts an iat from now, less the maximum age, to now, plus the skew, both included. Other times of a JWT count too (RFC 7519 §4.1). */
    private void checkTime(DpopProof proof, Instant now) throws ProofRejection {
        BigDecimal iat = seconds(proof, "iat");
        if (iat == null) {
            throw ProofRejection.invalid("no iat");
        }
        BigDecimal time = seconds(now);
        BigDecimal latest = time.add(clockSkew);
        if (iat.compareTo(latest) > 0 || iat.compareTo(time.subtract(maxAge)) < 0) {
            throw ProofRejection.invalid("iat is outside the window");
        }
        BigDecimal exp = seconds(proof, "exp");
        BigDecimal nbf = seconds(proof, "nbf");
        if ((exp != null && exp.compareTo(time) <= 0) || (nbf != null && nbf.compareTo(latest) > 0)) {
            throw ProofRejection.invalid("exp or nbf is outside the window");
        }
    }

    /** Returns a NumericDate, which may have a fraction (RFC 7519 §2), or null if it is absent. */
    private static @Nullable BigDecimal seconds(DpopProof proof, String claim) throws ProofRejection {
        Object value = proof.claims().get(claim);
        if (value instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw ProofRejection.invalid(claim + " is no number");
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), NANO_DIGITS);
    }

    /** Compares the hash of the token (RFC 9449 §4.2). A token of the header is ASCII. */
    private static void checkToken(String ath, String token) throws ProofRejection {
        byte[] expected =
                Sha256.base64Url(token.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, ath.getBytes(StandardCharsets.UTF_8))) {
            throw ProofRejection.invalid("ath is not the hash of the token");
        }
    }

    private void checkNonce(@Nullable Object nonce, Instant now) throws ProofRejection {
        DpopNonces nonces = settings.nonces();
        if (nonces == null) {
            return;
        }
        if (nonce != null && !(nonce instanceof String)) {
            throw ProofRejection.invalid("nonce is no string");
        }
        if (nonce == null || !nonces.accepts((String) nonce, now)) {
            throw ProofRejection.nonce("no current nonce");
        }
    }

    /** Returns the last instant at which the proof is accepted; {@link #check} has bounded its {@code iat}. */
    Instant acceptedUntil(DpopProof proof) throws ProofRejection {
        BigDecimal iat = seconds(proof, "iat");
        if (iat == null) {
            throw ProofRejection.invalid("no iat");
        }
        long second = iat.setScale(0, RoundingMode.CEILING).longValueExact();
        return Instant.ofEpochSecond(second).plus(settings.maxAge());
    }
}
