package io.github.jotguard.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads names of members. Common names are the same String each time, which saves a quarter of the memory of a cache of
 * tokens.
 */
public final class JsonNames {

    private static final int MAX_LENGTH = 24;
    private static final int PLACES = 128;
    private static final @Nullable Name[] COMMON = table(
            // RFC 7519 §4.1
            "iss sub aud exp nbf iat jti"
                    // OpenID Connect Core §2, §5.1
                    + " azp nonce auth_time acr amr sid at_hash name given_name family_name preferred_username"
                    + " email email_verified picture locale"
                    // RFC 9068 §2.2
                    + " client_id scope scp roles groups"
                    // a user of Better Auth
                    + " id emailVerified image createdAt updatedAt"
                    // RFC 7515 §4.1, RFC 7517 §4
                    + " alg kid typ kty crv x y n e use");

    private static final class Name {

        private final String text;
        private final byte[] bytes;

        Name(String text) {
            this.text = text;
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private JsonNames() {}

    /** Returns whether a name that was read uses no memory of its own. */
    @SuppressWarnings("ReferenceEquality") // an equal name that is not this very String does take some
    public static boolean isShared(String read) {
        if (read.isEmpty() || read.length() > MAX_LENGTH) {
            return false;
        }
        byte[] bytes = read.getBytes(StandardCharsets.ISO_8859_1);
        Name name = COMMON[place(bytes, 0, bytes.length)];
        return name != null && name.text == read;
    }

    /** Reads the string whose opening quotation mark has just been read. */
    static String read(JsonCursor cursor) {
        byte[] text = cursor.text;
        int start = cursor.position;
        int limit = Math.min(text.length, start + MAX_LENGTH + 1);
        int end = start;
        while (end < limit && text[end] != '"') {
            end++;
        }
        if (end < limit && end > start) {
            Name name = COMMON[place(text, start, end)];
            if (name != null && Arrays.equals(name.bytes, 0, name.bytes.length, text, start, end)) {
                cursor.position = end + 1;
                return name.text;
            }
        }
        return JsonStrings.read(cursor);
    }

    /** Hashes a name. With these factors each common name has its own place. */
    private static int place(byte[] text, int from, int to) {
        int length = to - from;
        int hash = 54 * text[from] + 56 * text[to - 1] + 43 * text[from + length / 2] + 44 * length;
        return hash & (PLACES - 1);
    }

    private static @Nullable Name[] table(String names) {
        @Nullable Name[] table = new Name[PLACES];
        for (String name : names.split(" ", -1)) {
            Name kept = new Name(name);
            int place = place(kept.bytes, 0, kept.bytes.length);
            if (table[place] != null) {
                throw new IllegalStateException("two names in one place");
            }
            table[place] = kept;
        }
        return table;
    }
}
