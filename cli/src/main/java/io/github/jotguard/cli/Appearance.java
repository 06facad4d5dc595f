package io.github.jotguard.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The look of standard input that is not three segments of base64url: people copy more than the token, or something else. Quotes nothing
 * of it.
 *
 * @param how it looks
 * @param sentence what that means
 */
record Appearance(Pattern how, String sentence) {

    /** One or two segments that do not begin as the header of a JWT does, such as a token and its signature in a cookie. */
    private static final String OPAQUE = "(?!eyJ)[A-Za-z0-9_+/=%-]+(\\.[A-Za-z0-9_+/=%-]+)?$";

    /** The first that fits is said. */
    private static Stream<Appearance> all() {
        return Stream.of(
                of("(?i)authorization\\s*:", "It begins with \"Authorization:\": only the token itself is wanted."),
                of("(?i)bearer[\\s:]", "It begins with \"Bearer\": only the token itself is wanted."),
                of(
                        "(null|undefined|\\[object Object])$",
                        "It is what JavaScript writes for a variable that holds no token: the client sends one before it has one."),
                of("[{\\[]", "It is JSON: take the value of token or access_token, without the quotes."),
                of("[\"']|.*[\"']$", "There are quotes around it: they are no part of the token."),
                of(".*\\s", "There is white space or a line break inside it."),
                of(
                        OPAQUE,
                        "It has fewer than 3 segments: a session token or an opaque token, not a JWT. Only its issuer can say"
                                + " what it holds; ask the issuer for a JWT, for example with an audience (Auth0) or a resource"
                                + " (Better Auth)."),
                of(".*%", "There are percent signs in it: it was encoded for an address."),
                of(
                        ".*=",
                        "There is \"=\" in it: that is the padding of base64, and a JWT has none. AWS load balancers write it:"
                                + " verify the token of the identity provider instead."),
                of(".*[+/]", "There is \"+\" or \"/\" in it: that is base64, and a JWT is written in base64url."),
                of(".*[^A-Za-z0-9._-]", "There are characters in it that no JWT has."));
    }

    private static Appearance of(String beginning, String sentence) {
        return new Appearance(Pattern.compile(beginning, Pattern.DOTALL), sentence);
    }

    /** Empty if it looks as a JWT does. */
    static Optional<String> of(String input) {
        return all().filter(one -> one.how().matcher(input).lookingAt())
                .map(Appearance::sentence)
                .findFirst()
                .or(() -> segments(input));
    }

    private static Optional<String> segments(String input) {
        long segments = input.chars().filter(c -> c == '.').count() + 1;
        if (segments == 5) {
            return Optional.of(
                    "It has 5 segments: an encrypted token, which only the one that it is for can read. Ask the issuer for a"
                            + " signed token.");
        }
        return segments == 3
                ? Optional.empty()
                : Optional.of(
                        "It has " + segments + (segments == 1 ? " segment" : " segments") + "; a signed JWT has 3.");
    }
}
