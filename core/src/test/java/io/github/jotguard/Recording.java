package io.github.jotguard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jotguard.jwks.StaticJwkSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** One recording of a running Better Auth server, and a verifier as its application would have one, at the time of the recording. */
record Recording(JsonNode json) {

    static final String ORIGIN = "http://127.0.0.1:3999";

    static Recording of(String name) {
        try (InputStream file = Recording.class.getResourceAsStream("/better-auth/" + name + ".json")) {
            return new Recording(new ObjectMapper().readTree(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The text at a JSON pointer (RFC 6901). */
    String text(String pointer) {
        JsonNode node = json.at(pointer);
        if (!node.isTextual()) {
            throw new IllegalArgumentException("no text at " + pointer);
        }
        return node.asText();
    }

    JsonNode stage(String name) {
        for (JsonNode stage : json.at("/stages")) {
            if (stage.at("/name").asText().equals(name)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("no stage " + name);
    }

    TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(
                        ORIGIN, StaticJwkSet.ofJson(json.at("/jwks").toString()))
                .audience(ORIGIN);
    }

    JwtVerifier verifier() {
        return verifier(issuer().build());
    }

    JwtVerifier verifier(TrustedIssuer issuer) {
        Clock recorded = Clock.fixed(Instant.parse(text("/meta/savedAt")), ZoneOffset.UTC);
        return JwtVerifier.builder().trust(issuer).clock(recorded).build();
    }
}
