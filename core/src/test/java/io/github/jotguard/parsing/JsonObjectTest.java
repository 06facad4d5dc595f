package io.github.jotguard.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few members or many: the same map. */
class JsonObjectTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 18, 100})
    void isEqualToTheMapOfItsMembers(int count) {
        Map<String, Object> expected = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> expected.put("n" + i, (long) i));

        Map<String, Object> object = object(members(count));

        assertThat(object).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(expected).isEqualTo(object);
        assertThat(List.copyOf(object.keySet())).isEqualTo(List.copyOf(expected.keySet()));
        expected.forEach((name, value) -> assertThat(object.get(name)).isEqualTo(value));
        assertThat(object.get("n" + count)).isNull();
        assertThat(object.containsKey("n" + count)).isFalse();
        assertThat(object.get(null)).isNull();
        assertThat(object.containsKey(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 100})
    void isMalformedIfANameIsThereTwice(int count) {
        for (int i = 0; i < count; i++) {
            String json = "{" + members(count) + ",\"n" + i + "\":null}";
            assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> parse(json));
        }
    }

    @Test
    void tellsNullFromAbsent() {
        Map<String, Object> object = object("\"image\":null");

        assertThat(object.containsKey("image")).isTrue();
        assertThat(object.get("image")).isNull();
        assertThat(object.getOrDefault("image", "x")).isNull();
        assertThat(object.getOrDefault("picture", "x")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17})
    void cannotBeChanged(int count) {
        Map<String, Object> object = object(members(count));
        Iterator<Map.Entry<String, Object>> entries = object.entrySet().iterator();
        Map.Entry<String, Object> entry = entries.next();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.put("a", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.putAll(Map.of("a", 1)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.remove("n0"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(object::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> object.replaceAll((n, v) -> 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> object.merge("n0", 1, (a, b) -> a));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> object.compute("n0", (n, v) -> 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> object.keySet().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> object.values().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> entry.setValue(1));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::remove);
        assertThat(object).isEqualTo(object(members(count)));
    }

    @Test
    void endsWithItsLastMember() {
        Iterator<String> names = object(members(2)).keySet().iterator();
        names.next();
        names.next();

        assertThat(names.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(names::next);
    }

    @Test
    void keepsObjectsInsideOfObjectsApart() {
        String json = "{\"a\":{\"b\":{\"c\":1,\"a\":2},\"a\":[{\"a\":3},{}]},\"b\":{\"a\":4}}";

        assertThat(parse(json)).hasToString("{a={b={c=1, a=2}, a=[{a=3}, {}]}, b={a=4}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17})
    void isWrittenAsAMapOfTheJdk(int count) throws Exception {
        Map<String, Object> object = object(members(count));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(object);
        }
        Object read = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray())).readObject();

        assertThat(read).isEqualTo(object);
        assertThat(read.getClass().getName()).startsWith("java.util.");
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\":" + i).collect(Collectors.joining(","));
    }

    private static Map<String, Object> object(String members) {
        return parse("{" + members + "}");
    }

    private static Map<String, Object> parse(String json) {
        return JsonReader.parseObject(json.getBytes(StandardCharsets.UTF_8), 8, JsonReader.Duplicates.REFUSE);
    }
}
