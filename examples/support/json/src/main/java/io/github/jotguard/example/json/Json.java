package io.github.jotguard.example.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON in and out: strict UTF-8, no duplicate members, nothing after the value. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Parses one JSON value; empty if it is not exactly that. Nothing at all parses as a missing node. */
    public static Optional<JsonNode> parse(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return Optional.of(MAPPER.readTree(text));
        } catch (CharacterCodingException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    public static byte[] write(@Nullable Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
