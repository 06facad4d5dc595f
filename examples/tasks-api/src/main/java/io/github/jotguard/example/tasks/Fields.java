package io.github.jotguard.example.tasks;

import io.github.jotguard.example.json.Json;
import io.github.jotguard.example.tasks.ApiException.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a body, each read as the text it must be. Members that nobody reads, such as an owner, are ignored. What is wrong is
 * collected, so that one answer names it all: {@link #check()} must be called before anything that was read is used.
 */
final class Fields {

    private static final Pattern EMAIL = Pattern.compile(
            "[a-z0-9_'+-]+(?:\\.[a-z0-9_'+-]+)*@" + "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    /**
     * Takes a body.
     *
     * @throws ApiException if it is not a JSON object
     */
    Fields(byte[] utf8) {
        this.body = Json.parse(utf8)
                .filter(JsonNode::isObject)
                .orElseThrow(
                        () -> new ApiException(400, "malformed_json", "The body must be one JSON object in UTF-8"));
    }

    /** A text that must be there and not blank. */
    String text(String name, int least, int most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            errors.add(new FieldError(name, "is required"));
            return "";
        }
        String text = text(name, value, most);
        if (text != null && (text.isBlank() || text.length() < least)) {
            errors.add(new FieldError(
                    name, least > 1 ? "must have at least " + least + " characters" : "must not be blank"));
        }
        return text == null ? "" : text;
    }

    /** A text that may be absent or null. */
    Optional<String> optionalText(String name, int most) {
        JsonNode value = body.path(name);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.ofNullable(text(name, value, most));
    }

    /** An email address, in lower case. */
    String email(String name, int most) {
        int before = errors.size();
        String email = text(name, 1, most).toLowerCase(Locale.ROOT);
        if (errors.size() == before && !EMAIL.matcher(email).matches()) {
            errors.add(new FieldError(name, "must be an email address"));
        }
        return email;
    }

    /** Throws if anything that was read is wrong. */
    void check() {
        if (!errors.isEmpty()) {
            throw ApiException.invalidFields(errors);
        }
    }

    /** PostgreSQL takes neither U+0000 nor half a surrogate pair. */
    private @Nullable String text(String name, JsonNode value, int most) {
        String text = value.isString() ? value.stringValue() : null;
        if (text == null) {
            errors.add(new FieldError(name, "must be a string"));
        } else if (text.length() > most) {
            errors.add(new FieldError(name, "must have at most " + most + " characters"));
        } else if (text.indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            errors.add(new FieldError(name, "must be well-formed text without U+0000"));
        }
        return text;
    }
}
