package io.github.jotguard.example.issuer;

import io.github.jotguard.example.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The members of a request's body, each read as the type it must have. Members that nobody reads are ignored. */
final class Fields {

    /** RFC 5321 §4.5.3.1.3, without the angle brackets. */
    private static final int MAX_EMAIL_LENGTH = 254;

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9_'+-]+(?:\\.[A-Za-z0-9_'+-]+)*@"
            + "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

    private final JsonNode body;

    private Fields(JsonNode body) {
        this.body = body;
    }

    /**
     * Takes the body of a request.
     *
     * @throws ApiException if it is not a JSON object
     */
    static Fields of(byte[] body) {
        JsonNode json = Json.parse(body)
                .orElseThrow(() -> new ApiException(400, "INVALID_JSON", "The body is not well-formed JSON"));
        if (!json.isObject()) {
            throw ApiException.invalid("body", "Invalid input: expected object, received " + typeOf(json));
        }
        return new Fields(json);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrongType(name, "string"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw wrongType(name, "string");
        }
        return Optional.of(storable(name, value.stringValue()));
    }

    boolean optionalBoolean(String name, boolean absent) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "boolean");
        }
        return value.booleanValue();
    }

    static boolean isEmail(String text) {
        return text.length() <= MAX_EMAIL_LENGTH && EMAIL.matcher(text).matches();
    }

    /** PostgreSQL takes neither U+0000 nor half a surrogate pair. */
    private static String storable(String name, String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ApiException.invalid("body." + name, "Invalid input: not well-formed Unicode text");
        }
        return text;
    }

    private ApiException wrongType(String name, String expected) {
        return ApiException.invalid(
                "body." + name, "Invalid input: expected " + expected + ", received " + typeOf(body.path(name)));
    }

    private static String typeOf(JsonNode value) {
        return value.isMissingNode() ? "undefined" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
