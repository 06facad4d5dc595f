package io.github.jotguard.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognizes publicly known secrets: samples of documentation, defaults, and one character or short text repeated. */
public final class SampleSecrets {

    /** Maximum length of a repeated unit that is recognized, in bytes, such as that of {@code changeme}. */
    static final int LONGEST_UNIT = 8;

    /** Minimum number of bytes that neither repeat nor follow the one before, as b follows a and 0 follows 9. */
    static final int LEAST_BREAKS = 4;

    /** Published values, without case and in letters and digits alone. */
    private static final Set<String> PUBLISHED = Set.of(
            // the fallback of Better Auth
            "betterauthsecret12345678901234567890",
            // RFC 7515 §A.1, in base64url
            "aym1sysppbydfgzld3umj1qzkobwvmkoqqestjqlrt1qs0gzh75aktmn3yj0ips4hcguutwjazzr1z9caow",
            // widely copied examples for Spring
            "404e635266556a586e3272357538782f413f4428472b4b6250645367566b5970",
            "5367566b59703373367639792f423f4528482b4d6251655468576d5a71347437",
            "3cfa76ef14937c1c0ea519f8fc057a80fcd04a7420f8e8bcd0a7567c272e007b");

    /** Words to the reader, which no generator produces; without case and in letters and digits alone. */
    private static final List<String> INSTRUCTIONS = List.of(
            "changeme",
            "changethis",
            "changeit",
            "changein",
            "pleasechange",
            "replaceme",
            "replacethis",
            "replacewith",
            "replacein",
            "yoursecret",
            "yourjwt",
            "yoursuper",
            "yourvery",
            "yourown",
            "yourauth",
            "yourbetterauth",
            "yourrandom",
            "yoursigning",
            "yourstrong",
            "yourlong",
            "yourkey",
            "your256",
            "your384",
            "your512",
            "insertyour",
            "enteryour",
            "putyour",
            "placeholder",
            "secrethere",
            "keyhere",
            "charshere",
            "charactershere",
            "donotuse",
            "atleast32",
            "atleast64",
            "atleast256",
            "min32char",
            "minimum32",
            "min256bit",
            "32characterslong",
            "32charslong",
            "256bitslong",
            "opensslrand");

    private SampleSecrets() {}

    /** Returns whether the text, in UTF-8 or ASCII, is a sample. */
    public static boolean include(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return PUBLISHED.contains(plain) || INSTRUCTIONS.stream().anyMatch(plain::contains);
    }

    /**
     * Returns whether the secret repeats one unit of at most {@link #LONGEST_UNIT} bytes, or nearly every byte follows
     * from the one before.
     */
    public static boolean isRepetition(byte[] secret) {
        for (int unit = 1; unit <= LONGEST_UNIT; unit++) {
            if (repeats(secret, unit)) {
                return true;
            }
        }
        return breaks(secret) < LEAST_BREAKS;
    }

    private static boolean repeats(byte[] secret, int unit) {
        for (int i = unit; i < secret.length; i++) {
            if (secret[i] != secret[i - unit]) {
                return false;
            }
        }
        return true;
    }

    private static int breaks(byte[] secret) {
        int breaks = 1;
        for (int i = 1; i < secret.length; i++) {
            boolean follows = secret[i] == secret[i - 1]
                    || secret[i] == secret[i - 1] + 1
                    || (secret[i] == '0' && secret[i - 1] == '9');
            breaks += follows ? 0 : 1;
        }
        return breaks;
    }
}
