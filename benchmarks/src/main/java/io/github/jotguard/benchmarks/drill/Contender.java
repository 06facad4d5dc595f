package io.github.jotguard.benchmarks.drill;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * A library under test, set up as its documentation describes, for RS256, one issuer and one audience. If a scenario
 * needs keys that age within a minute, all libraries that have a setting for it get the same value.
 */
enum Contender {
    JOTGUARD("Jotguard") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            RefreshPolicy policy = RefreshPolicy.defaults();
            RemoteJwkSet keys = RemoteJwkSet.builder(target.jwksUri())
                    .refreshPolicy(
                            freshFor == null
                                    ? policy
                                    : policy.toBuilder().freshFor(freshFor).build())
                    .build();
            return jotguard(target, keys);
        }
    },
    SPRING("Spring Security 7.1.2 NimbusJwtDecoder") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            return spring(target);
        }
    },
    NIMBUS("Nimbus 10.10 JWKSourceBuilder") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            return nimbus(target, nimbusKeys(target, freshFor).build());
        }
    },
    NIMBUS_TOLERANT("the same with outageTolerant(true)") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            return nimbus(
                    target, nimbusKeys(target, freshFor).outageTolerant(true).build());
        }
    },
    JOSE4J("jose4j 0.9.7 HttpsJwks") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            return new Jose4jDrilled(target, freshFor);
        }
    },
    JAVA_JWT("java-jwt 4.6.2 with jwks-rsa 0.24.2") {
        @Override
        Drilled verifier(Target target, @Nullable Duration freshFor) {
            return new JwksRsaDrilled(target, freshFor);
        }
    };

    /** Whose tokens are verified. */
    record Target(String issuer, String audience, URI jwksUri) {}

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** With keys that are fresh so long, or as long as it likes. */
    abstract Drilled verifier(Target target, @Nullable Duration freshFor);

    /** Without its verified-token cache, which the others do not have. */
    static Drilled jotguard(Target target, RemoteJwkSet keys) {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.builder(target.issuer(), keys)
                        .audience(target.audience())
                        .algorithms(JwsAlgorithm.RS256)
                        .build())
                .verifiedTokenCache(0)
                .build();
        return new Drilled() {
            @Override
            public Verdict verify(String token) {
                try {
                    verifier.verify(token);
                    return Verdict.ACCEPTED;
                } catch (JwtRejectedException rejected) {
                    return Verdict.REJECTED;
                } catch (KeysUnavailableException unavailable) {
                    return Verdict.CANNOT_TELL;
                }
            }

            @Override
            public void close() {
                verifier.close();
            }
        };
    }

    private static Drilled spring(Target target) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        target.jwksUri().toString())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(target.issuer()),
                new JwtClaimValidator<java.util.List<String>>(
                        "aud", audience -> audience != null && audience.contains(target.audience()))));
        return token -> {
            try {
                decoder.decode(token);
                return Drilled.Verdict.ACCEPTED;
            } catch (BadJwtException rejected) {
                return Drilled.Verdict.REJECTED;
            } catch (JwtException unavailable) {
                return Drilled.Verdict.CANNOT_TELL;
            }
        };
    }

    private static JWKSourceBuilder<SecurityContext> nimbusKeys(Target target, @Nullable Duration freshFor) {
        try {
            JWKSourceBuilder<SecurityContext> builder =
                    JWKSourceBuilder.create(target.jwksUri().toURL());
            return freshFor == null
                    ? builder
                    : builder.cache(freshFor.toMillis(), freshFor.toMillis() / 2)
                            .refreshAheadCache(freshFor.toMillis() / 5, false)
                            .rateLimited(freshFor.toMillis() / 2); // must be less than the first
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Drilled nimbus(Target target, JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                target.audience(),
                new JWTClaimsSet.Builder().issuer(target.issuer()).build(),
                Set.of("exp")));
        return token -> {
            try {
                processor.process(token, null);
                return Drilled.Verdict.ACCEPTED;
            } catch (BadJOSEException | ParseException rejected) {
                return Drilled.Verdict.REJECTED;
            } catch (JOSEException unavailable) {
                return Drilled.Verdict.CANNOT_TELL;
            }
        };
    }
}
