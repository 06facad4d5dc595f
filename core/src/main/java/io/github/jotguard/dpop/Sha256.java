package io.github.jotguard.dpop;

import io.github.jotguard.signature.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 as proofs, thumbprints and records of proofs have it: in base64url without padding. Thread-safe. */
final class Sha256 {

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    /** Each proof needs three, and creating one costs more than hashing a short text. */
    private static final Pool<MessageDigest> POOL = new Pool<>();

    private Sha256() {}

    static String base64Url(byte[] bytes) {
        MessageDigest spare = POOL.acquire();
        MessageDigest sha256 = spare == null ? create() : spare;
        byte[] hash = sha256.digest(bytes);
        POOL.release(sha256);
        return BASE64_URL.encodeToString(hash);
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
