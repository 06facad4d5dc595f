package io.github.jotguard;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Nimbus' own processor of JWTs, with the settings that our verifiers of a {@link Forge} have. */
final class NimbusPeer {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private NimbusPeer(JWSKeySelector<SecurityContext> keys) {
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        Set.of(Forge.AUDIENCE),
                        new JWTClaimsSet.Builder().issuer(Forge.ISSUER).build(),
                        Set.of("exp"),
                        null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(Forge.NOW);
                    }
                });
    }

    static NimbusPeer of(Forge forge, byte[] secret) throws ParseException {
        if (forge.key().algorithm().equals("EdDSA")) {
            return ofEd25519(forge);
        }
        JWK key = forge.key().algorithm().startsWith("HS")
                ? new OctetSequenceKey.Builder(secret)
                        .keyID(forge.key().keyId())
                        .build()
                : JWK.parse(forge.key().jwk());
        return new NimbusPeer(new JWSVerificationKeySelector<>(
                JWSAlgorithm.parse(forge.key().algorithm()), new ImmutableJWKSet<>(new JWKSet(key))));
    }

    /** Nimbus' Ed25519 needs Tink. With the JDK's in its place, everything but the mathematics is Nimbus' own. */
    private static NimbusPeer ofEd25519(Forge forge) {
        NimbusPeer peer = new NimbusPeer((header, context) ->
                fits(header, forge.key().keyId()) ? List.of(forge.key().publicKey()) : List.of());
        peer.processor.setJWSVerifierFactory(new DefaultJWSVerifierFactory() {
            @Override
            public JWSVerifier createJWSVerifier(JWSHeader header, Key key) {
                return new JdkEd25519((PublicKey) key);
            }
        });
        return peer;
    }

    private static boolean fits(JWSHeader header, String keyId) {
        return header.getAlgorithm().equals(JWSAlgorithm.EdDSA)
                && (header.getKeyID() == null || header.getKeyID().equals(keyId));
    }

    boolean accepts(String token) {
        try {
            return processor.process(token, null) != null;
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException rejected) {
            return false;
        }
    }

    private static final class JdkEd25519 extends EdDSAProvider implements JWSVerifier {

        private static final int SIGNATURE_LENGTH = 64;

        private final PublicKey key;

        JdkEd25519(PublicKey key) {
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
            byte[] bytes = signature.decode();
            if (!new CriticalHeaderParamsDeferral().headerPasses(header) || bytes.length != SIGNATURE_LENGTH) {
                return false; // as Tink does; the JDK takes a zero behind the signature
            }
            try {
                Signature verification = Signature.getInstance("Ed25519");
                verification.initVerify(key);
                verification.update(signingInput);
                return verification.verify(bytes);
            } catch (GeneralSecurityException failure) {
                throw new JOSEException(failure);
            }
        }
    }
}
