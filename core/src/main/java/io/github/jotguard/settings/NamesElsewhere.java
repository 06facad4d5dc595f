package io.github.jotguard.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a setting by the name that it has in Spring Security, Okta, Quarkus, MicroProfile JWT and others. Names are
 * compared without case, dashes, dots and underscores.
 */
public final class NamesElsewhere {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[-._]");

    private static final Map<String, String> OF_ONE_ISSUER = table(Map.of(
            "issuer",
            List.of(
                    "issueruri",
                    "issuerurl",
                    "iss",
                    "authserverurl",
                    "authority",
                    "authorizationserver",
                    "openidprovider",
                    "discovery",
                    "discoveryuri",
                    "discoveryurl"),
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
            List.of("secretkey", "sharedsecret", "hmacsecret", "jwtsecret"),
            "clockskew",
            List.of("leeway", "skew", "lifespangrace", "clockskewseconds", "clockskewinseconds", "allowedclockskew"),
            "accepttypes",
            List.of("typ", "type", "types", "tokentype", "validtypes"),
            "betterauthorigin",
            List.of("betterauth", "betterauthurl", "betterauthbaseurl")));

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
            "requirescope",
            List.of("scope", "scopes", "requiredscope", "requiredscopes"),
            "exclude",
            List.of(
                    "excludes",
                    "excluded",
                    "excludepaths",
                    "excludedpaths",
                    "excludeurls",
                    "excludedurls",
                    "public",
                    "publicpaths",
                    "openpaths",
                    "permit",
                    "permitall",
                    "whitelist",
                    "ignore")));

    private NamesElsewhere() {}

    private static Map<String, String> table(Map<String, List<String>> aliases) {
        Map<String, String> table = new HashMap<>();
        aliases.forEach((setting, names) -> names.forEach(name -> table.put(name, setting)));
        return table;
    }

    /** Returns a name as it is compared. */
    public static String compared(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a setting of one issuer.
     *
     * @return the setting as it is compared; empty if no such name is known
     */
    public static Optional<String> ofOneIssuer(String name) {
        return Optional.ofNullable(OF_ONE_ISSUER.get(compared(name)));
    }

    /**
     * Finds a setting that all issuers share.
     *
     * @return the setting as it is compared; empty if no such name is known
     */
    public static Optional<String> ofAllIssuers(String name) {
        return Optional.ofNullable(OF_ALL.get(compared(name)));
    }
}
