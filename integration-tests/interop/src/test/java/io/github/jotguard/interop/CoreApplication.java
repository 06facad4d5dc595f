package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.Explanation;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;

/** The verifier alone. It is asked twice, the second time with the token in its cache, and once to explain. */
record CoreApplication(JwtVerifier verifier) implements Application {

    static Application start(Settings settings) {
        return new CoreApplication(settings.verifier());
    }

    @Override
    public String verdict(String token) {
        String verdict = verify(verifier, token);
        assertThat(verify(verifier, token)).as("the verdict of the second time").isEqualTo(verdict);
        Explanation explanation = verifier.explain(token);
        assertThat(explanation.isAccepted()).as(explanation.toString()).isEqualTo(verdict.equals(Row.ACCEPTED));
        return verdict;
    }

    static String verify(JwtVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return Row.ACCEPTED;
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        }
    }

    @Override
    public void close() {
        verifier.close();
    }
}
