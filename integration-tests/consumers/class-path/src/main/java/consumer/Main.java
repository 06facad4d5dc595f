package consumer;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.Optional;

/** Verifies a good token and a bad one, and sees that every artifact is there. */
public class Main {

    public static void main(String[] args) throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build())) {
            demand(verifier.verify(issuer.token(t -> t.subject("u1"))).subject().equals("u1"), "a good token");
            demand(rejection(verifier, issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))) == RejectionReason.EXPIRED, "an expired one");
            CurrentUserResolver<String> users = jwt -> Optional.of(jwt.subject());
            demand(users.find(verifier.verify(issuer.token())).isPresent(), "the Spring adapter");
        }
        // the container brings the servlet API, so the filter is there and not to be loaded
        demand(Main.class.getResource("/io/github/jotguard/servlet/BearerTokenFilter.class") != null, "the servlet filter");
        demand(Main.class.getResource("/META-INF/LICENSE") != null, "the licence");
        System.out.println("class path: " + System.getProperty("java.version"));
    }

    private static RejectionReason rejection(JwtVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return null;
        } catch (JwtRejectedException rejected) {
            return rejected.reason();
        }
    }

    private static void demand(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("Not as expected: " + what);
        }
    }
}
