package io.github.jotguard.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** nimbus-jose-jwt: {@code DefaultJWTProcessor}, with Tink for Ed25519. */
final class NimbusPeer implements Contender {

    private final DefaultJWTProcessor<SecurityContext> processor;

    NimbusPeer(Workload workload) {
        this.processor = processor(workload);
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Workload.AUDIENCE,
                new JWTClaimsSet.Builder().issuer(Workload.ISSUER).build(),
                Set.of("exp", "sub")));
    }

    /** Without a check of the claims, which Spring does itself. */
    static DefaultJWTProcessor<SecurityContext> processor(Workload workload) {
        JWKSource<SecurityContext> keys = keys(workload);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        if (workload.algorithm().equals("EdDSA")) {
            processor.setJWSKeySelector(ed25519Keys(keys));
            processor.setJWSVerifierFactory(new Ed25519VerifierFactory());
        } else {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.parse(workload.alg()), keys));
        }
        return processor;
    }

    static JWKSource<SecurityContext> keys(Workload workload) {
        try {
            return new ImmutableJWKSet<>(JWKSet.parse(workload.jwkSet()));
        } catch (ParseException ours) {
            throw new IllegalStateException(ours);
        }
    }

    /** Its own selector leaves keys out that have no {@code java.security.Key}. */
    private static JWSKeySelector<SecurityContext> ed25519Keys(JWKSource<SecurityContext> keys) {
        return (header, context) -> {
            if (!header.getAlgorithm().equals(JWSAlgorithm.EdDSA)) {
                return List.of();
            }
            JWKSelector matching = new JWKSelector(JWKMatcher.forJWSHeader(header));
            return keys.get(matching, context).stream().map(Ed25519Key::new).toList();
        };
    }

    /** Carries a JWK from the selector to the factory. */
    private static final class Ed25519Key implements Key {

        private static final long serialVersionUID = 1L;

        private final transient OctetKeyPair jwk;

        Ed25519Key(JWK jwk) {
            this.jwk = jwk.toOctetKeyPair();
        }

        @Override
        public String getAlgorithm() {
            return "Ed25519";
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    /** Its own factory does not know EdDSA. */
    private static final class Ed25519VerifierFactory extends DefaultJWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return key instanceof Ed25519Key ed25519
                    ? new Ed25519Verifier(ed25519.jwk)
                    : super.createJWSVerifier(header, key);
        }
    }

    @Override
    public Identity verify(String token) throws Exception {
        JWTClaimsSet claims = processor.process(token, null);
        return new Identity(claims.getSubject(), claims.getStringClaim("email"));
    }
}
