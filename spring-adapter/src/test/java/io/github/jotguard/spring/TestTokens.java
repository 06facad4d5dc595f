package io.github.jotguard.spring;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** An issuer and a verifier that trusts it. */
public final class TestTokens implements AutoCloseable {

    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                    .audience(issuer.audience())
                    .build());

    public TestIssuer issuer() {
        return issuer;
    }

    public JwtVerifier verifier() {
        return verifier;
    }

    public VerifiedJwt verified(Consumer<TestToken> changes) {
        return verifier.verify(issuer.token(changes));
    }

    /** Returns the properties of names below {@code jotguard}, each followed by its value. */
    public static JotguardProperties properties(String... settings) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("jotguard." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("jotguard", JotguardProperties.class);
    }

    @Override
    public void close() {
        verifier.close();
        issuer.close();
    }
}
