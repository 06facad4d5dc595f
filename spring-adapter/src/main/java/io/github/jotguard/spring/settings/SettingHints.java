package io.github.jotguard.spring.settings;

import io.github.jotguard.settings.EditDistance;
import io.github.jotguard.settings.NamesElsewhere;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Finds the property that the author of an unknown name means. It is a name for the same setting elsewhere, a similar
 * spelling, or a similar beginning.
 */
final class SettingHints {

    private static final int FEW_TYPOS = 2;
    private static final int MAX_TYPOS = 4;
    /** The number of letters among which one may be wrong; a short name has too few of them. */
    private static final int LETTERS_A_TYPO = 3;

    private static final String PREFIX = ".jotguard.";
    private static final String ISSUERS = PREFIX + "issuers.";
    private static final String ENTRY = ISSUERS + "#.";
    private static final String BETTER_AUTH = "betterauth.";
    private static final String INDEX = ".#";

    /** The last element of properties of several groups, each with another meaning. */
    private static final String SWITCH = "enabled";

    private static final String LIST =
            "jotguard.issuers is a list: its entries have numbers in place of names. The name of"
                    + " an entry is in jotguard.issuers[0].name.";

    private static final String FOR_ALL = " It is set once, for all issuers.";

    private static final String CALLER =
            "The name of the caller is the sub claim. To have users by another claim, define"
                    + " a bean of type CurrentUserResolver.";

    /** Names that others have, by their compared form, for properties that Spring applications alone have. */
    private static final Map<String, String> OF_SPRING = Map.of(
            "authorityprefix", "authoritiesprefix",
            "rolesprefix", "authoritiesprefix",
            "preload", "startup");

    private static final Set<String> OF_BETTER_AUTH =
            Set.of("url", "uri", "baseurl", "baseuri", "issuer", "server", "host");

    private static final List<String> CALLERS =
            List.of("principalclaim", "principalclaimname", "principal", "usernameclaim", "usernameattribute");

    private SettingHints() {}

    /** Returns one to three sentences; empty if no property is similar. */
    static Optional<String> of(ConfigurationPropertyName unknown, SettingNames names) {
        String name = withoutIndexAtEnd(SettingNames.compared(unknown));
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        if (CALLERS.contains(last(name))) {
            return Optional.of(CALLER);
        }
        List<String> values = names.ofValues().sorted().toList();
        boolean isNamedEntry = name.startsWith(ISSUERS) && !name.startsWith(ENTRY);
        return Stream.<Optional<String>>of(
                        withLettersOf(name, values),
                        ofOthers(isNamedEntry ? numbered(name) : name, values),
                        nearest(name, values, FEW_TYPOS),
                        beginsAlike(name, values),
                        nearest(name, values, MAX_TYPOS),
                        inAGroup(name, values))
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> "Did you mean " + names.written(found, unknown) + "?"
                        + (name.startsWith(ENTRY) && !found.startsWith(ENTRY) ? FOR_ALL : "")
                        + withSecurity(names.written(found, unknown)))
                .map(hint -> isNamedEntry ? hint + " " + LIST : hint)
                .or(() -> Optional.of(LIST).filter(list -> isNamedEntry));
    }

    private static String withoutIndexAtEnd(String name) {
        return name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
    }

    /** Returns the name of a property of an entry, in which a number takes the place of the name of the entry. */
    private static String numbered(String name) {
        int dot = name.indexOf('.', ISSUERS.length());
        return dot < 0 ? name : ENTRY + name.substring(dot + 1);
    }

    private static String withSecurity(String property) {
        return property.equals("jotguard.roles-from")
                ? " With Spring Security's resource server it is jotguard.authorities[0].claim."
                : "";
    }

    /** Finds a property with the same letters, such as {@code dpop-nonce} for {@code dpop.nonce}. */
    private static Optional<String> withLettersOf(String name, List<String> values) {
        String letters = letters(name);
        return values.stream()
                .filter(value -> letters(value).equals(letters))
                .min(Comparator.comparingInt(String::length));
    }

    private static String letters(String name) {
        return name.replace(INDEX, "").replace(".", "");
    }

    /** Finds a property by the whole name below the prefix, or else by its last element. */
    private static Optional<String> ofOthers(String name, List<String> values) {
        String prefix = name.startsWith(ENTRY) ? ENTRY : PREFIX;
        String below = name.substring(prefix.length());
        String last = last(name);
        if (below.equals(BETTER_AUTH + last)) {
            return OF_BETTER_AUTH.contains(last) ? Optional.of(prefix + BETTER_AUTH + "origin") : Optional.empty();
        }
        Stream<String> whole = Stream.concat(Stream.of(prefix + below, PREFIX + below), elsewhere(prefix, below));
        Stream<String> ending = last.equals(SWITCH)
                ? Stream.empty()
                : Stream.concat(elsewhere(prefix, last), Stream.of(prefix + last, PREFIX + last));
        return Stream.concat(whole, ending)
                .flatMap(property -> withLettersOf(property, values).stream())
                .findFirst();
    }

    private static Stream<String> elsewhere(String prefix, String name) {
        return Stream.of(
                        NamesElsewhere.ofOneIssuer(name).map(prefix::concat),
                        NamesElsewhere.ofAllIssuers(name).map(PREFIX::concat),
                        Optional.ofNullable(OF_SPRING.get(NamesElsewhere.compared(name)))
                                .map(PREFIX::concat))
                .flatMap(Optional::stream);
    }

    /** Finds the only property that ends in the name, such as {@code filter.realm} for {@code realm}. */
    private static Optional<String> inAGroup(String name, List<String> values) {
        List<String> found = name.equals(PREFIX + last(name)) && !last(name).equals(SWITCH)
                ? values.stream()
                        .filter(value -> !value.startsWith(ENTRY) && value.endsWith("." + last(name)))
                        .toList()
                : List.of();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Optional<String> nearest(String name, List<String> values, int most) {
        int limit = Math.min(most, last(name).length() / LETTERS_A_TYPO);
        return values.stream()
                .filter(value -> EditDistance.between(value, name) <= limit)
                .min(Comparator.comparingInt(value -> EditDistance.between(value, name)));
    }

    /** Returns the longest property that the name begins with, or else the shortest that begins with the name. */
    private static Optional<String> beginsAlike(String name, List<String> values) {
        return values.stream()
                .filter(value -> name.startsWith(value) && isEnding(name.substring(value.length())))
                .max(Comparator.comparingInt(String::length))
                .or(() -> values.stream()
                        .filter(value -> value.startsWith(name) && last(name).length() >= LETTERS_A_TYPO)
                        .filter(value -> value.indexOf('.', name.length()) < 0)
                        .min(Comparator.comparingInt(String::length)));
    }

    /** Returns whether the rest is within one element of the name, or below it. */
    private static boolean isEnding(String rest) {
        return rest.startsWith(".") || rest.indexOf('.') < 0;
    }
}
