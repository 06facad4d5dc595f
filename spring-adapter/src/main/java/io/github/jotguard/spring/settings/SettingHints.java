package io.github.jotguard.spring.settings;

import io.github.jotguard.settings.EditDistance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String ENTRY = PREFIX + "issuers.#.";

    /** The last element of properties of several groups, each with another meaning. */
    private static final String SWITCH = "enabled";

    private static final String CALLER =
            "The name of the caller is the sub claim. To have users by another claim, define"
                    + " a bean of type CurrentUserResolver.";

    /**
     * The names in Spring Security, Okta, Quarkus, MicroProfile JWT and others, without case and dashes; under both
     * prefixes.
     */
    private static final Map<String, String> OF_ONE_ISSUER = table(Map.of(
            "issuer",
            List.of(
                    "issueruri",
                    "issuerurl",
                    "iss",
                    "authserverurl",
                    "authority",
                    "authorizationserver",
                    "openidprovider"),
            "jwksuri",
            List.of(
                    "jwkseturi",
                    "jwkseturl",
                    "jwksurl",
                    "jwkuri",
                    "jwkurl",
                    "jwks",
                    "keysuri",
                    "publickeylocation",
                    "publickey",
                    "location"),
            "audience",
            List.of("aud", "audiences", "tokenaudience", "clientid"),
            "audienceclaim",
            List.of("audclaim", "audienceclaimname"),
            "algorithms",
            List.of("alg", "algs", "algorithm", "jwsalgorithm", "jwsalgorithms", "signaturealgorithm"),
            "secret",
            List.of("secretkey", "sharedsecret", "hmacsecret"),
            "clockskew",
            List.of("leeway", "skew", "lifespangrace", "clockskewseconds", "clockskewinseconds", "allowedclockskew"),
            "accepttypes",
            List.of("typ", "type", "types", "tokentype", "validtypes"),
            "betterauth.origin",
            List.of("betterauth", "betterauthurl", "betterauthbaseurl")));

    private static final Map<String, String> OF_BETTER_AUTH =
            table(Map.of("betterauth.origin", List.of("url", "uri", "baseurl", "baseuri", "issuer", "server", "host")));

    private static final Map<String, String> OF_ALL = table(Map.of(
            "rolesfrom",
            List.of(
                    "roles",
                    "role",
                    "rolesclaim",
                    "rolesclaimname",
                    "roleclaimpath",
                    "rolesclaimpath",
                    "groups",
                    "groupsclaim",
                    "authoritiesclaim",
                    "authoritiesclaimname"),
            "authorities.#.prefix",
            List.of("authorityprefix", "authoritiesprefix", "rolesprefix"),
            "exclude",
            List.of("excludes", "excluded", "excludedpaths", "publicpaths", "permitall", "whitelist", "ignore")));

    private static final List<String> CALLERS =
            List.of("principalclaim", "principalclaimname", "principal", "usernameclaim", "usernameattribute");

    private SettingHints() {}

    private static Map<String, String> table(Map<String, List<String>> aliases) {
        Map<String, String> table = new HashMap<>();
        aliases.forEach((property, names) -> names.forEach(name -> table.put(name, property)));
        return table;
    }

    /** Returns one or two sentences; empty if no property is similar. */
    static Optional<String> of(ConfigurationPropertyName unknown, SettingNames names) {
        String name = SettingNames.compared(unknown);
        if (CALLERS.contains(last(name))) {
            return Optional.of(CALLER);
        }
        List<String> values = names.ofValues().sorted().toList();
        return Stream.<Optional<String>>of(
                        ofOthers(name).filter(values::contains),
                        nearest(name, values, FEW_TYPOS),
                        beginsAlike(name, values),
                        nearest(name, values, MAX_TYPOS))
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> names.written(found, unknown))
                .map(found -> "Did you mean " + found + "?" + withSecurity(found));
    }

    private static String withSecurity(String property) {
        return property.equals("jotguard.roles-from")
                ? " With Spring Security's resource server it is jotguard.authorities[0].claim."
                : "";
    }

    private static Optional<String> ofOthers(String name) {
        String last = last(name);
        String prefix = name.startsWith(ENTRY) ? ENTRY : PREFIX;
        String group = name.length() > prefix.length() + last.length()
                ? name.substring(prefix.length(), name.length() - last.length() - 1)
                : "";
        if (group.equals("betterauth")) {
            return Optional.ofNullable(OF_BETTER_AUTH.get(last)).map(prefix::concat);
        }
        return Stream.of(
                        Optional.ofNullable(OF_ONE_ISSUER.get(last)).map(prefix::concat),
                        Optional.ofNullable(OF_ALL.get(last)).map(PREFIX::concat),
                        Optional.of(prefix + last).filter(property -> !last.equals(SWITCH)))
                .flatMap(Optional::stream)
                .findFirst();
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
