package io.github.jotguard.interop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** A code verifier and its challenge, method S256 (RFC 7636 §4), and the two requests that have them. */
record Pkce(String verifier, String challenge) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Pkce create() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String verifier = base64(random);
        return new Pkce(verifier, base64(sha256(verifier)));
    }

    /** Returns the parameters of an authorization request (RFC 6749 §4.1.1). */
    Map<String, String> authorizationRequest(String client, String redirect, String scope) {
        return Map.of(
                "client_id",
                client,
                "response_type",
                "code",
                "redirect_uri",
                redirect,
                "scope",
                scope,
                "state",
                "s",
                "nonce",
                "n",
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256");
    }

    /** Returns the parameters of the token request for a code (RFC 6749 §4.1.3). */
    Map<String, String> tokenRequest(String code, String redirect) {
        return Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", redirect,
                "code_verifier", verifier);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
