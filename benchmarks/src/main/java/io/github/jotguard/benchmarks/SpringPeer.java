package io.github.jotguard.benchmarks;

import static java.util.Objects.requireNonNull;

import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Spring Security: {@code NimbusJwtDecoder}. Its HS256 has one secret and does not look at {@code kid}. */
final class SpringPeer implements Contender {

    private final NimbusJwtDecoder decoder;

    SpringPeer(Workload workload) {
        this.decoder = decoder(workload);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(Workload.ISSUER), new JwtAudienceValidator(Workload.AUDIENCE)));
    }

    private static NimbusJwtDecoder decoder(Workload workload) {
        if (workload.isSymmetric()) {
            SecretKeySpec secret = new SecretKeySpec(Workload.secret(workload.key()), "HmacSHA256");
            return NimbusJwtDecoder.withSecretKey(secret)
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build();
        }
        if (workload.algorithm().equals("EdDSA")) { // it has no such algorithm of its own
            var processor = NimbusPeer.processor(workload);
            processor.setJWTClaimsSetVerifier((claims, context) -> {}); // as its own builders do
            return new NimbusJwtDecoder(processor);
        }
        return NimbusJwtDecoder.withJwkSource(NimbusPeer.keys(workload))
                .jwsAlgorithm(requireNonNull(SignatureAlgorithm.from(workload.alg())))
                .build();
    }

    @Override
    public Identity verify(String token) {
        Jwt jwt = decoder.decode(token);
        return new Identity(requireNonNull(jwt.getSubject()), requireNonNull(jwt.getClaimAsString("email")));
    }
}
