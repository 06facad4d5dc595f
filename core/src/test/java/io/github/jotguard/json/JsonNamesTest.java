package io.github.jotguard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are kept are read as all others are. */
class JsonNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "sub",
                "aud",
                "exp",
                "nbf",
                "iat",
                "jti",
                "name",
                "email",
                "emailVerified",
                "image",
                "createdAt",
                "updatedAt",
                "id",
                "scope",
                "alg",
                "kid",
                "typ"
            })
    void areTheSameStringEachTime(String name) {
        String read = nameOf("{\"" + name + "\":1}");

        assertThat(read).isEqualTo(name).isSameAs(nameOf("{ \"" + name + "\" : 2}"));
        assertThat(JsonNames.isShared(read)).isTrue();
        assertThat(JsonNames.isShared(new String(name))).as("an equal name").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i",
                "is",
                "isss",
                "Iss",
                "su",
                "sub ",
                " sub",
                "emailVerifie",
                "an-unusual-name-of-24-ch",
                "an-unusual-name-of-25-cha",
                "\u00e9"
            })
    void areReadWhenTheyAreNotKept(String name) {
        String read = nameOf("{\"" + name + "\":1}");

        assertThat(read).isEqualTo(name);
        assertThat(JsonNames.isShared(read)).isFalse();
    }

    @Test
    void areTheSameWithAnEscape() {
        assertThat(nameOf("{\"s\\u0075b\":1}")).isEqualTo("sub");
        assertThat(nameOf("{\"s\\\"b\":1}")).isEqualTo("s\"b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":1,\"sub\":2}",
                "{\"s\\u0075b\":1,\"sub\":2}",
                "{\"sub",
                "{\"sub\"",
                "{\"",
                "{\"su\nb\":1}",
                "{\"sub\\\":1}",
                "{\"sub'\":1"
            })
    void areRejectedWhenTheyAreMalformedOrTwice(String json) {
        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> parse(json));
    }

    private static String nameOf(String json) {
        return parse(json).keySet().iterator().next();
    }

    private static Map<String, Object> parse(String json) {
        return JsonReader.parseObject(json.getBytes(StandardCharsets.UTF_8), 4, JsonReader.Duplicates.REJECT);
    }
}
