package io.github.jotguard.interop;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A change of settings, in the three ways to say it.
 *
 * @param initParam the name of the init-param, which is that of the builder's method
 * @param value as the init-param has it; a list is separated by white space
 */
record Change(String initParam, String value) {

    TrustedIssuer.Builder applyTo(TrustedIssuer.Builder builder) {
        return switch (initParam) {
            case "audience" -> builder.audience(list());
            case "audienceClaim" -> builder.audienceClaim(value);
            case "allowMissingAudience" -> builder.allowMissingAudience();
            case "algorithms" ->
                builder.algorithms(
                        Arrays.stream(list()).map(JwsAlgorithm::valueOf).toArray(JwsAlgorithm[]::new));
            case "acceptTypes" -> builder.acceptTypes(list());
            case "requireType" -> builder.requireType();
            case "requireClaims" -> builder.requireClaims(list());
            case "clockSkew" -> builder.clockSkew(Duration.ofSeconds(Long.parseLong(value)));
            case "acceptBoundTokensWithoutProof" -> builder.acceptBoundTokensWithoutProof();
            case "dpop" -> builder; // a setting of the application
            case "claims" -> builder.rule(ClaimRule.claimMatches(claim(), claimValues()));
            default -> throw new IllegalArgumentException("no such change: " + initParam);
        };
    }

    void applyTo(Map<String, Object> properties) {
        String name = property();
        properties.keySet().removeIf(each -> each.startsWith(name + "["));
        switch (initParam) {
            case "claims" -> properties.put(name, String.join(",", claimValues()));
            case "clockSkew" -> properties.put(name, value + "s");
            default -> properties.put(name, String.join(",", list()));
        }
    }

    private String property() {
        return switch (initParam) {
            case "requireClaims" -> "jotguard.required-claims";
            case "claims" -> "jotguard.claims." + claim();
            default -> "jotguard." + initParam.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
    }

    private String claim() {
        return value.split("=", 2)[0].strip();
    }

    private String[] claimValues() {
        return value.split("=", 2)[1].strip().split("\\s+");
    }

    private String[] list() {
        return value.split("\\s+");
    }
}
