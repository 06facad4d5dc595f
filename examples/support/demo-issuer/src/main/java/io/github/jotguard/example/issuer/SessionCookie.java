package io.github.jotguard.example.issuer;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The text form of a session token: signed, as {@code token.base64(HMAC-SHA256(secret, token))} in URL encoding, in a
 * cookie or as a bearer token; as a bearer token also bare.
 */
final class SessionCookie {

    static final String NAME = "better-auth.session_token";
    static final String DONT_REMEMBER = "better-auth.dont_remember";

    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";
    private static final String BEARER = "Bearer ";

    private final Secret secret;

    SessionCookie(Secret secret) {
        this.secret = secret;
    }

    /**
     * Finds the session token of a request. A bearer token that is no session token of ours leaves the cookie in
     * force.
     */
    Optional<String> tokenOf(Request request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> bearer(value.substring(BEARER.length()).strip()))
                .or(() -> request.cookie(NAME).flatMap(this::verified))
                .filter(RandomIds::hasForm);
    }

    /** Returns what the cookie and the {@code set-auth-token} header carry. */
    String signed(String value) {
        String signature = Base64.getEncoder().encodeToString(secret.hmac(value));
        return URLEncoder.encode(value + "." + signature, StandardCharsets.UTF_8);
    }

    /** Adds the cookie that keeps a session for its lifetime. */
    Answer remember(Answer answer, Session session, Duration lifetime) {
        return answer.with(
                "Set-Cookie", NAME + "=" + signed(session.token()) + "; Max-Age=" + lifetime.toSeconds() + ATTRIBUTES);
    }

    /** Adds the cookie that keeps a session until the browser is closed. */
    Answer rememberUntilClosed(Answer answer, Session session) {
        return answer.with("Set-Cookie", NAME + "=" + signed(session.token()) + ATTRIBUTES)
                .with("Set-Cookie", DONT_REMEMBER + "=" + signed("true") + ATTRIBUTES);
    }

    Answer forget(Answer answer) {
        return answer.with("Set-Cookie", NAME + "=; Max-Age=0" + ATTRIBUTES)
                .with("Set-Cookie", DONT_REMEMBER + "=; Max-Age=0" + ATTRIBUTES);
    }

    private Optional<String> bearer(String token) {
        return token.contains(".") ? verified(token) : Optional.of(token);
    }

    private Optional<String> verified(String signed) {
        String decoded = signed;
        if (signed.contains("%")) {
            try {
                decoded = URLDecoder.decode(signed, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notUrlEncoded) {
                return Optional.empty();
            }
        }
        int dot = decoded.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String token = decoded.substring(0, dot);
        byte[] expected = Base64.getEncoder().encode(secret.hmac(token));
        byte[] actual = decoded.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, actual) ? Optional.of(token) : Optional.empty();
    }
}
