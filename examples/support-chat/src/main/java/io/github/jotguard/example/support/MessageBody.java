package io.github.jotguard.example.support;

import io.github.jotguard.example.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The body of a POST: {@code {"message":"…"}}. Members beside it, such as a user id, are ignored. */
final class MessageBody {

    /** The longest body that is read, in bytes: a message whose every character is an escaped surrogate pair. */
    static final int MAX_BODY = 65_536;

    /** The longest message, in characters. */
    static final int MAX_MESSAGE = 4_000;

    private static final String FIELD = "message";

    private MessageBody() {}

    /**
     * Reads the message.
     *
     * @throws Problem if there is none, or it cannot be stored
     */
    static String read(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new Problem(415, "unsupported_media_type", "The body must be application/json");
        }
        JsonNode body = Json.parse(bytes(request))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new Problem(400, "malformed_json", "The body must be one JSON object in UTF-8"));
        return checked(body.path(FIELD));
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] body = request.getContentLengthLong() > MAX_BODY
                    ? new byte[MAX_BODY + 1]
                    : request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new Problem(413, "body_too_large", "A body may have at most " + MAX_BODY + " bytes");
            }
            return body;
        } catch (IOException brokenOff) {
            throw new Problem(400, "incomplete_body", "The body could not be read");
        }
    }

    private static String checked(JsonNode value) {
        if (!value.isString()) {
            throw Problem.invalidField(FIELD, "message must be a string");
        }
        String text = value.stringValue();
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_MESSAGE) {
            throw Problem.invalidField(FIELD, "message must have 1 to " + MAX_MESSAGE + " characters, not all blank");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.invalidField(FIELD, "message must be well-formed text without U+0000");
        }
        return text;
    }
}
