package io.github.jotguard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader's results, by example and compared with Jackson at its strictest. */
class JsonReaderTest {

    private static final int DEPTH = 16;
    private static final ObjectMapper JACKSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxNumberLength(10_000)
                            .build())
                    .disable(com.fasterxml.jackson.core.JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    private static Map<String, @Nullable Object> read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, @Nullable Object> read(byte[] json) {
        return JsonReader.parseObject(json, DEPTH, JsonReader.Duplicates.REJECT);
    }

    @Test
    void makesJavaOfJson() {
        assertThat(
                        read(
                                " {\"s\":\"a\\n\\u00e9\",\"l\":-5,\"d\":1.50,\"t\":true,\"f\":false,\"n\":null,\"a\":[1,[]],\"o\":{}} "))
                .containsExactly(
                        Map.entry("s", "a\n\u00e9"),
                        Map.entry("l", -5L),
                        Map.entry("d", new BigDecimal("1.50")),
                        Map.entry("t", true),
                        Map.entry("f", false),
                        new java.util.AbstractMap.SimpleEntry<>("n", null),
                        Map.entry("a", List.of(1L, List.of())),
                        Map.entry("o", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-1",
                "999999999999999999",
                "-99999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "1000000000000000000",
                "-999999999999999999"
            })
    void givesALongWhereItFits(String number) {
        assertThat(read("{\"n\":" + number + "}").get("n")).isEqualTo(Long.parseLong(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1e2",
                "1.0",
                "1E-999",
                "0e0",
                "99999999999999999999999"
            })
    void givesABigDecimalWhereALongDoesNotFit(String number) {
        assertThat(read("{\"n\":" + number + "}").get("n")).isEqualTo(new BigDecimal(number));
    }

    @Test
    void boundsTheLengthOfNumbers() {
        assertThat(read("{\"n\":" + "1".repeat(128) + "}").get("n")).isEqualTo(new BigDecimal("1".repeat(128)));
        assertMalformed("{\"n\":" + "1".repeat(129) + "}");
        assertThat(read("{\"n\":1e999}").get("n")).isEqualTo(new BigDecimal("1e999"));
        assertThat(read("{\"n\":1e-000999}").get("n")).isEqualTo(new BigDecimal("1e-999"));
        assertMalformed("{\"n\":1e1000}");
        assertMalformed("{\"n\":1e-1000}");
    }

    @Test
    void boundsTheDepth() {
        assertThat(read("{\"a\":" + "[".repeat(DEPTH - 1) + "]".repeat(DEPTH - 1) + "}"))
                .hasSize(1);
        assertMalformed("{\"a\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}");
        assertMalformed("{\"a\":".repeat(DEPTH + 1) + "1" + "}".repeat(DEPTH + 1));
        assertMalformed("{\"a\":" + "[".repeat(1_000_000));
    }

    @Test
    void givesWhatNobodyCanChange() {
        Map<String, @Nullable Object> object = read("{\"a\":[1],\"o\":{\"b\":2},\"ea\":[],\"eo\":{}}");

        for (Object part : List.of(object, object.get("o"), object.get("eo"))) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ((Map<?, ?>) part).clear());
        }
        for (Object part : List.of(object.get("a"), object.get("ea"))) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ((List<?>) part).clear());
        }
        assertThat(read("{}")).isUnmodifiable();
    }

    @Test
    void dropsAnObjectWithDuplicatesWhereAskedTo() {
        byte[] json = "{\"keys\":[{\"a\":1,\"a\":2},{\"b\":1}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonReader.parseObject(json, DEPTH, JsonReader.Duplicates.DROP_OBJECT)
                        .get("keys"))
                .isEqualTo(List.of(JsonReader.DROPPED, Map.of("b", 1L)));
        assertThatExceptionOfType(MalformedTextException.class)
                .isThrownBy(() -> JsonReader.parseObject(
                        "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8),
                        DEPTH,
                        JsonReader.Duplicates.DROP_OBJECT));
    }

    /**
     * Each character that ends the skipping of plain text, at each position of a text that is skipped eight at a time.
     */
    @ParameterizedTest
    @ValueSource(strings = {"A", "z"})
    void findsWhatIsNotPlainAtEachPlace(String plain) {
        for (int at = 0; at < 20; at++) {
            String before = "{\"x\":\"" + plain.repeat(at);
            String after = plain.repeat(20 - at) + "\"}";
            for (char control = 0; control < ' '; control++) {
                assertMalformed(before + control + after);
            }
            assertMalformed(before + '"' + after);
            assertMalformed(before + "\\x" + after);
            assertMalformed(before);
            for (String kept : List.of(" ", "\u007f", "\u00e9", "\u20ac", "\ud83d\ude00")) {
                assertThat(read(before + kept + after).get("x"))
                        .isEqualTo(plain.repeat(at) + kept + plain.repeat(20 - at));
            }
            assertThat(read(before + "\\n" + after).get("x"))
                    .isEqualTo(plain.repeat(at) + "\n" + plain.repeat(20 - at));
        }
    }

    @Test
    void takesWhiteSpaceBetweenAllParts() {
        for (String space : List.of(" ", "\t", "\n", "\r", " \r\n\t ")) {
            assertThat(read("#{#\"a\"#:#[#]#,#\"b\"#:#{#}#,#\"c\"#:#[#1#,#2#]#}#".replace("#", space)))
                    .isEqualTo(Map.of("a", List.of(), "b", Map.of(), "c", List.of(1L, 2L)));
        }
        assertMalformed("{\"a\":[\f]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1", "-", "-0", "1.", "1.5", "1e", "1e+", "1e0", "1e00", "\"", "\"a", "\"\\", "\"\\n", "t", "nul", "[",
                "[1", "{"
            })
    void rejectsATextThatEndsTooEarly(String value) {
        assertMalformed("{\"a\":" + value);
    }

    /** Strings that collide in {@code String.hashCode}, and a text of nothing but escapes. */
    @Test
    void takesLinearTimeForTheWorstOfTexts() {
        StringBuilder colliding = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 1 << 14; i++) {
            colliding.append(",\"");
            for (int bit = 0; bit < 14; bit++) {
                colliding.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            colliding.append("\":0");
        }
        assertThat(read(colliding.append('}').toString())).hasSize((1 << 14) + 1);
        assertThat(read("{\"x\":\"" + "a\\n".repeat(300_000) + "\"}").get("x")).isEqualTo("a\n".repeat(300_000));
    }

    @Test
    void saysTheSameAsJacksonOfGeneratedTextsAndTheirMutations() {
        Random random = new Random(42);
        int taken = 0;
        for (int i = 0; i < 12_000; i++) {
            String json = objectText(random, 0);
            taken += compare(json.getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
            for (int j = 0; j < 3; j++) {
                taken += compare(mutate(random, json.getBytes(StandardCharsets.UTF_8))) ? 1 : 0;
            }
        }
        assertThat(taken).as("texts that are good").isBetween(12_000, 47_500);
    }

    /** @return whether the text is good */
    private static boolean compare(byte[] json) {
        Object expected = byJackson(json);
        Object actual;
        try {
            actual = JsonReader.parseObject(json, 1000, JsonReader.Duplicates.REJECT);
        } catch (MalformedTextException malformed) {
            actual = null;
        }
        if (actual == null && expected != null && isRejectedOnPurpose(json)) {
            return false;
        }
        assertThat(actual).as(new String(json, StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        return actual != null;
    }

    /** Jackson takes a byte order mark, UTF-16 and lone surrogates, written or escaped, and numbers without bound. */
    private static boolean isRejectedOnPurpose(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        return text.startsWith("\u00ef\u00bb\u00bf")
                || text.indexOf('\0') >= 0
                || !isUtf8(json)
                || text.matches("(?si).*\\\\ud[89a-f].*")
                || text.matches("(?s).*[eE][+-]?0*[1-9]\\d{3}.*");
    }

    private static boolean isUtf8(byte[] bytes) {
        return Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }

    private static @Nullable Object byJackson(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            Object value = JACKSON.readerFor(Object.class).readValue(parser);
            return value instanceof Map && parser.nextToken() == null ? normalized(value) : null;
        } catch (IOException | NumberFormatException malformed) {
            return null;
        }
    }

    private static @Nullable Object normalized(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(name, normalized(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(normalized(element)));
            return elements;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof BigInteger number ? new BigDecimal(number) : value;
    }

    private static String objectText(Random random, int depth) {
        StringBuilder text = new StringBuilder("{");
        int members = random.nextInt(4);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(space(random))
                    .append(stringText(random, i))
                    .append(space(random));
            text.append(':')
                    .append(space(random))
                    .append(valueText(random, depth + 1))
                    .append(space(random));
        }
        return text.append(space(random)).append('}').toString();
    }

    private static String space(Random random) {
        return random.nextInt(4) == 0 ? List.of(" ", "\n", "\t", "\r", "  ").get(random.nextInt(5)) : "";
    }

    private static String valueText(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> "true";
            case 1 -> "false";
            case 2 -> "null";
            case 3 -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case 4 ->
                (random.nextBoolean() ? "-" : "") + random.nextInt(100) + "." + random.nextInt(1000)
                        + (random.nextBoolean() ? "E-" + random.nextInt(400) : "");
            case 5 -> stringText(random, random.nextInt(5));
            case 6 -> objectText(random, depth);
            default -> arrayText(random, depth + 1);
        };
    }

    private static String arrayText(Random random, int depth) {
        StringBuilder text = new StringBuilder("[").append(space(random));
        int elements = random.nextInt(3);
        for (int i = 0; i < elements; i++) {
            text.append(i == 0 ? "" : ",").append(space(random)).append(valueText(random, depth));
        }
        return text.append(space(random)).append(']').toString();
    }

    private static String stringText(Random random, int salt) {
        StringBuilder text = new StringBuilder("\"").append(salt);
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "\\u" + String.format("%04x", random.nextInt(0xd800));
                        case 1 ->
                            List.of("\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t")
                                    .get(random.nextInt(8));
                        case 2 -> "\\ud83d\\ude" + String.format("%02x", random.nextInt(256));
                        case 3 -> Character.toString(0x10000 + random.nextInt(0xfffff));
                        case 4 -> Character.toString(0x80 + random.nextInt(0xd000));
                        case 5 -> "0123456789ABCDEF".substring(random.nextInt(16));
                        default -> String.valueOf((char) ('a' + random.nextInt(26)));
                    });
        }
        return text.append('"').toString();
    }

    private static byte[] mutate(Random random, byte[] json) {
        byte[] mutated = json.clone();
        String interesting = "{}[]\",:\\/ue+-.019 \n\0";
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(5)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) interesting.charAt(random.nextInt(interesting.length()));
                case 2 -> mutated = Arrays.copyOf(mutated, at + 1);
                case 3 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                default -> mutated = inserted(mutated, at, interesting.charAt(random.nextInt(interesting.length())));
            }
        }
        return mutated;
    }

    private static byte[] inserted(byte[] text, int at, char c) {
        byte[] longer = new byte[text.length + 1];
        System.arraycopy(text, 0, longer, 0, at);
        longer[at] = (byte) c;
        System.arraycopy(text, at, longer, at + 1, text.length - at);
        return longer;
    }

    private static void assertMalformed(String json) {
        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> read(json));
    }
}
