package io.github.jotguard.interop;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The response of a token endpoint (RFC 6749 §5.1). */
public record Tokens(JsonNode response) {

    static Tokens of(Http.Reply reply) {
        return new Tokens(reply.expect(200).json());
    }

    public String access() {
        return member("access_token").orElseThrow();
    }

    public String refresh() {
        return member("refresh_token").orElseThrow();
    }

    public String id() {
        return member("id_token").orElseThrow();
    }

    /** Returns {@code Bearer} or {@code DPoP}. */
    public String type() {
        return member("token_type").orElseThrow();
    }

    private Optional<String> member(String name) {
        JsonNode value = response.path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asString());
    }
}
