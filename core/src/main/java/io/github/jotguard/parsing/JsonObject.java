package io.github.jotguard.parsing;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of few members, in the order of the text. Unmodifiable; takes a fifth of the memory of a {@code LinkedHashMap}. */
final class JsonObject extends AbstractMap<String, @Nullable Object> implements Serializable {

    static final int MAX_MEMBERS = 16;

    private static final long serialVersionUID = 1L;

    /** Name, value, name, value. */
    private final transient @Nullable Object[] members;

    private JsonObject(@Nullable Object[] members) {
        this.members = members;
    }

    /**
     * An unmodifiable map of these members, or null if a name is there twice.
     *
     * @param members name, value, name, value; kept
     */
    static @Nullable Map<String, @Nullable Object> of(@Nullable Object[] members) {
        if (members.length > 2 * MAX_MEMBERS) {
            return ofMany(members);
        }
        for (int i = 2; i < members.length; i += 2) {
            for (int j = 0; j < i; j += 2) {
                if (name(members, i).equals(members[j])) {
                    return null;
                }
            }
        }
        return new JsonObject(members);
    }

    private static @Nullable Map<String, @Nullable Object> ofMany(@Nullable Object[] members) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put(name(members, i), members[i + 1]);
        }
        if (map.size() < members.length / 2) {
            return null;
        }
        return Collections.<String, @Nullable Object>unmodifiableMap(map);
    }

    private static String name(@Nullable Object[] members, int i) {
        return (String) Objects.requireNonNull(members[i]);
    }

    @Override
    public int size() {
        return members.length / 2;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : members[place + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    private int place(@Nullable Object name) {
        for (int i = 0; i < members.length; i += 2) {
            if (name(members, i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {

        @Override
        public int size() {
            return JsonObject.this.size();
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < members.length;
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    next += 2;
                    return new SimpleImmutableEntry<>(name(members, next - 2), members[next - 1]);
                }
            };
        }
    }

    /** As a map of the JDK, so that what is stored with one version of the library can be read with another or without it. */
    private Object writeReplace() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(this));
    }
}
