package io.github.jotguard.benchmarks.process;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Verifies one token and prints the processor time of the process so far, in nanoseconds, start of the JVM included. */
final class FirstToken {

    private FirstToken() {}

    /**
     * Verifies the token.
     *
     * @param arguments {@code jotguard}, {@code uncached} for Jotguard without its cache, {@code nimbus} or
     *     {@code nothing}; algorithm, issuer, audience, JWK Set, token
     */
    public static void main(String... arguments) throws Exception {
        LoggerFactory.getLogger(
                FirstToken.class); // an application has its log already, whether the library writes to it or not
        String algorithm = arguments[1];
        String issuer = arguments[2];
        String audience = arguments[3];
        String keys = arguments[4];
        String token = arguments[5];
        String subject =
                switch (arguments[0]) {
                    case "jotguard" ->
                        withJotguard(
                                JwtVerifier.Builder.DEFAULT_CACHED_TOKENS, algorithm, issuer, audience, keys, token);
                    case "uncached" -> withJotguard(0, algorithm, issuer, audience, keys, token);
                    case "nimbus" -> withNimbus(algorithm, issuer, audience, keys, token);
                    default -> "";
                };
        System.out.println(ServedApplication.READY + ServedApplication.processorTime() + " " + subject);
    }

    private static String withJotguard(
            int cachedTokens, String algorithm, String issuer, String audience, String keys, String token) {
        TrustedIssuer trusted = TrustedIssuer.builder(issuer, StaticJwkSet.ofJson(keys))
                .algorithms(JwsAlgorithm.ofName(algorithm).orElseThrow())
                .audience(audience)
                .build();
        try (JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted)
                .verifiedTokenCache(cachedTokens)
                .build()) {
            return verifier.verify(token).subject();
        }
    }

    private static String withNimbus(String algorithm, String issuer, String audience, String keys, String token)
            throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.parse(algorithm), new ImmutableJWKSet<>(JWKSet.parse(keys))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
        return processor.process(token, null).getSubject();
    }
}
