package io.github.jotguard.example.mcp;

import io.github.jotguard.VerifiedJwt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scope that the tool needs that changes something. All tools share one path, so no rule for paths can require it. */
public final class WriteScope {

    /** The challenge of the 403 (RFC 6750 §3.1). Jotguard adds the metadata of the resource in Spring Boot. */
    public static final String CHALLENGE = "Bearer error=\"insufficient_scope\", scope=\"cases:read cases:write\"";

    private static final String SCOPE = "cases:write";
    private static final JsonMapper JSON = new JsonMapper();

    private WriteScope() {}

    /** Returns whether a message calls the tool with a token that has not the scope. */
    public static boolean isMissing(VerifiedJwt jwt, byte[] message) {
        return !jwt.scopes().contains(SCOPE) && changes(message);
    }

    /** Returns whether a message calls the tool. One that cannot be read counts as such. */
    private static boolean changes(byte[] body) {
        try {
            JsonNode message = JSON.readTree(body);
            return message.isArray()
                    || message.path("params").path("name").asString("").equals(CaseTools.CREATE);
        } catch (JacksonException malformed) {
            return true;
        }
    }
}
