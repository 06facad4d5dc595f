package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One token has one spelling: nothing that differs from a good token in one character is accepted. */
class OneSpellingTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String FOREIGN = ". =+/\t\n\r\u0000%\u00e9\uff21";

    /** Of the slow algorithms, every seventh letter is enough: the bits that a lenient decoder drops are at the ends, which are all done. */
    @ParameterizedTest
    @CsvSource({"HS256, 1", "EdDSA, 7", "ES256, 11", "RS256, 2"})
    void refusesEveryTokenThatDiffersInOneCharacter(String algorithm, int step) {
        Forge forge = Forge.of(algorithm);
        JwtVerifier verifier = Trust.in(forge).verifier();
        String good = forge.token();
        assertThat(Trust.verdict(verifier, good)).isEqualTo(Trust.ACCEPTED);

        List<String> accepted = new ArrayList<>();
        for (String other : variants(good, step)) {
            if (Trust.verdict(verifier, other).equals(Trust.ACCEPTED)) {
                accepted.add(other);
            }
        }
        assertThat(accepted).isEmpty();
    }

    private static List<String> variants(String good, int step) {
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
            boolean endsASegment = after.length() == 1 || after.charAt(1) == '.';
            for (int i = endsASegment ? 0 : at % step; i < ALPHABET.length(); i += endsASegment ? 1 : step) {
                substitute(variants, before, ALPHABET.charAt(i), after);
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
