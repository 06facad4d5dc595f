package io.github.jotguard.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The claims of {@code --claim name=value}. {@code true}, {@code false} and whole numbers keep their JSON type; every
 * other value is text. A name that is given several times is a list. Not thread-safe.
 */
final class ClaimArguments {
    /** The claims that differ among the three tokens of the program or have an option of their own. */
    private static final Set<String> RESERVED = Set.of("iss", "sub", "aud", "exp", "nbf", "iat");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private final Map<String, List<Object>> values = new LinkedHashMap<>();

    /**
     * Adds a claim.
     *
     * @throws IllegalArgumentException if the text is not {@code name=value}, or the claim is not to be set this way
     */
    void add(String nameAndValue) {
        int equalsSign = nameAndValue.indexOf('=');
        if (equalsSign < 1) {
            throw new IllegalArgumentException("--claim needs name=value");
        }
        String name = nameAndValue.substring(0, equalsSign);
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "--claim cannot set iss, sub, aud, exp, nbf and iat; --subject and --audience set two of them");
        }
        values.computeIfAbsent(name, newName -> new ArrayList<>()).add(value(nameAndValue.substring(equalsSign + 1)));
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return WHOLE_NUMBER.matcher(text).matches() ? Long.valueOf(text) : text;
    }

    void addTo(TestToken token) {
        values.forEach((name, all) -> token.claim(name, all.size() == 1 ? all.get(0) : List.copyOf(all)));
    }
}
