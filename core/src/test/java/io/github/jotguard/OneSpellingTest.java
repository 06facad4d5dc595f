package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One token has one spelling: nothing that differs from a good token in one character is accepted. */
@Tag("slow")
class OneSpellingTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String FOREIGN = ". =+/\t\n\r\u0000%\u00e9\uff21";

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512", "EdDSA", "ES256", "ES384", "RS256", "PS256"})
    void rejectsEveryTokenThatDiffersInOneCharacter(String algorithm) {
        Forge forge = Forge.of(algorithm);
        JwtVerifier verifier = Trust.in(forge).verifier();
        String good = forge.token();
        assertThat(Trust.verdict(verifier, good)).isEqualTo(Trust.ACCEPTED);

        List<String> accepted = new ArrayList<>();
        for (String other : variants(good)) {
            if (Trust.verdict(verifier, other).equals(Trust.ACCEPTED)) {
                accepted.add(other);
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static List<String> variants(String good) {
        List<String> variants = new ArrayList<>();
        for (int at = 0; at <= good.length(); at++) {
            String before = good.substring(0, at);
            String after = good.substring(at);
            for (char c : FOREIGN.toCharArray()) {
                variants.add(before + c + after);
            }
            if (after.isEmpty()) {
                break;
            }
            variants.add(before + after.substring(1));
            for (char c : FOREIGN.toCharArray()) {
                substitute(variants, before, c, after);
            }
            for (char c : ALPHABET.toCharArray()) {
                substitute(variants, before, c, after);
            }
        }
        return variants;
    }

    private static void substitute(List<String> variants, String before, char c, String after) {
        if (c != after.charAt(0)) {
            variants.add(before + c + after.substring(1));
        }
    }
}
