package consumer;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;

/** Verifies tokens of each kind of public key, as a named module among named modules. */
public class Main {

    public static void main(String[] args) {
        for (String algorithm : new String[] {"EdDSA", "ES256", "RS256"}) {
            try (TestIssuer issuer = TestIssuer.builder().algorithm(algorithm).start();
                    JwtVerifier verifier = verifier(issuer)) {
                demand(verifier.verify(issuer.token(t -> t.subject("u1"))).subject().equals("u1"), algorithm);
                demand(
                        verifier.explain(issuer.token(t -> t.audience("other"))).reason().orElseThrow()
                                == RejectionReason.WRONG_AUDIENCE,
                        "a token for somebody else");
                demand(BearerTokenFilter.builder(verifier).exclude("/health").build() != null, "the servlet filter");
            }
        }
        demand(JwtVerifier.class.getModule().isNamed() && Main.class.getModule().isNamed(), "the module path");
        demand("io.github.jotguard.servlet".equals(BearerTokenFilter.class.getModule().getName()), "the module of the filter");
        System.out.println("module path: " + System.getProperty("java.version"));
    }

    private static JwtVerifier verifier(TestIssuer issuer) {
        return JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                .audience(issuer.audience())
                .build());
    }

    private static void demand(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("Not as expected: " + what);
        }
    }
}
