package io.github.jotguard.cli;

import io.github.jotguard.KeysStatus;
import java.util.List;
import java.util.Map;

/** Says at a command line what the library says to programmers. */
final class Wording {

    /** Methods by the option that calls them; longer ones before those that they contain. */
    private static final List<Map.Entry<String, String>> OPTIONS = List.of(
            Map.entry("builder(issuer, SharedSecret.ofUtf8(secret))", "--secret-env NAME"),
            Map.entry("builder(issuer, RemoteJwkSet.at(uri))", "--jwks ADDRESS"),
            Map.entry("algorithms(JwsAlgorithm.HS256)", "--algorithm HS256"),
            Map.entry("algorithms(...)", "--algorithm"),
            Map.entry("allowUnencryptedHttp", "--allow-unencrypted-http"),
            Map.entry("allowMissingExpiration()", "--allow-missing-expiration"),
            Map.entry("requireClaims(\"exp\")", "--require exp"),
            Map.entry("audienceClaim(...)", "--audience-claim"),
            Map.entry("withoutAudienceCheck()", "--no-audience-check"),
            Map.entry("Begin with", "Give"),
            Map.entry("call ", "give "));

    private Wording() {}

    static String inOptions(String complaint) {
        String text = complaint;
        for (Map.Entry<String, String> option : OPTIONS) {
            text = text.replace(option.getKey(), option.getValue());
        }
        return text;
    }

    /** Of a fetch; its deadline in words. */
    static String failure(String lastError) {
        return lastError.replaceAll("PT(\\d+)S", "$1 seconds");
    }

    static String state(KeysStatus.State state) {
        return switch (state) {
            case NOT_LOADED -> "not fetched";
            case FRESH -> "fresh";
            case STALE -> "stale";
            case UNAVAILABLE -> "unavailable";
            case CLOSED -> "closed";
        };
    }
}
