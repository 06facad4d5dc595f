package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/**
 * A token and the verdict on it.
 *
 * @param rule the section that says so
 * @param name what is special about the token
 * @param verdict {@link Trust#ACCEPTED} or the code of a {@link RejectionReason}
 */
record VerdictCase(
        String rule, String name, Trust trust, @Nullable String token, String verdict) {

    static VerdictCase accepted(String rule, String name, Trust trust, String token) {
        return new VerdictCase(rule, name, trust, token, Trust.ACCEPTED);
    }

    static VerdictCase rejected(String rule, String name, Trust trust, @Nullable String token, RejectionReason reason) {
        return new VerdictCase(rule, name, trust, token, reason.code());
    }

    void check() {
        assertThat(trust.verdictOn(token)).isEqualTo(verdict);
    }

    @Override
    public String toString() {
        return rule + ": " + name + " is " + verdict;
    }
}
