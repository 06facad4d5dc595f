package io.github.jotguard;

import java.util.Random;

/** Changes of good tokens at random, the same in every run. */
final class TokenMutations {

    private final Random random;

    TokenMutations(long seed) {
        this.random = new Random(seed);
    }

    /** Half of them signed after the change, so that only the change can be wrong. */
    String of(Forge forge) {
        return switch (random.nextInt(5)) {
            case 0 -> mutated(forge.token(), ".=+/ \n-_AQgw");
            case 1 -> forge.raw(mutated(forge.header(), "{}[]\",:e0\\ "), Forge.claims());
            case 2 -> forge.raw(forge.header(), mutated(Forge.claims(), "{}[]\",:e0\\ \u00e9"));
            case 3 ->
                forge.raw(Forge.utf8(forge.header()), flipped(Forge.utf8(Forge.claims("name", "\"\u00e9\u20ac\""))));
            default -> withOddMember(forge);
        };
    }

    private String withOddMember(Forge forge) {
        String value = oneOf(
                "null",
                "true",
                "0",
                "1",
                "-1",
                "1.5",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "[null]",
                "[\"x\"]",
                "{\"a\":1,\"a\":2}",
                "1e3",
                "18e8",
                "1e1000",
                "01",
                "+1",
                ".5",
                "1.",
                "1800000000",
                "1800000000.5",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "\"\\ud800\"",
                "\"\\ud83d\\ude00\"",
                "\"JWT\"",
                "\"at+jwt\"",
                "" + (Forge.NOW.getEpochSecond() + 60),
                "" + (Forge.NOW.getEpochSecond() - 60),
                "[".repeat(64) + "]".repeat(64));
        return random.nextBoolean()
                ? forge.withClaims(oneOf("exp", "nbf", "iat", "sub", "iss", "aud", "jti", "x"), value)
                : forge.withHeader(oneOf("typ", "cty", "crit", "b64", "zip", "enc", "kid", "jku", "x"), value);
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String mutated(String text, String letters) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            char letter = letters.charAt(random.nextInt(letters.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, letter);
                case 1 -> mutated.insert(at, letter);
                case 2 -> mutated.deleteCharAt(at);
                default -> mutated.append(letter);
            }
        }
        return mutated.toString();
    }

    private byte[] flipped(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }
}
