package io.github.jotguard;

import java.util.Optional;
import java.util.Set;

/** The settings of the audience check while a {@link TrustedIssuer} is built. Not thread-safe. */
final class AudienceSettings {

    private Set<String> audiences = Set.of();
    private String claim = "aud";
    private boolean isChecked = true;
    private boolean isOptional;

    void expect(String... anyOf) {
        audiences = NonBlankText.allOf("audience", "audience", anyOf);
        isChecked = true;
    }

    void claim(String name) {
        claim = NonBlankText.of("audience claim", name);
    }

    void disable() {
        isChecked = false;
    }

    void allowMissing() {
        isOptional = true;
    }

    /** @throws IllegalStateException if a decision is missing or two contradict each other */
    void check(Decisions decisions, Set<String> requiredClaims) {
        decisions.rejectTogether("audience(...)", "withoutAudienceCheck()");
        decisions.rejectTogether("audienceClaim(...)", "withoutAudienceCheck()");
        decisions.rejectTogether("allowMissingAudience()", "withoutAudienceCheck()");
        if (isChecked && audiences.isEmpty()) {
            throw new IllegalStateException(
                    "No audience. Call audience(\"https://api.example.com\") with what your tokens say in " + claim
                            + ", or withoutAudienceCheck() if tokens for any audience are fine");
        }
        if (isOptional && requiredClaims.contains(claim)) {
            throw new IllegalStateException("allowMissingAudience() and requireClaims(\"" + claim
                    + "\") contradict each other; call one of them");
        }
    }

    /** Returns the audiences, or empty if the audience is not checked. */
    Optional<Set<String>> expected() {
        return isChecked ? Optional.of(Set.copyOf(audiences)) : Optional.empty();
    }

    String claim() {
        return claim;
    }

    boolean isOptional() {
        return isOptional;
    }
}
