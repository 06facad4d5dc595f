package io.github.jotguard.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;

/** Clients whose proofs come from {@code DefaultDPoPProofFactory} of Nimbus' OAuth SDK. */
final class NimbusProofs {

    private static final int RSA_BITS = 2048;

    private NimbusProofs() {}

    /** Makes a client with a new key. */
    static ForeignClient client(String algorithm) {
        try {
            JWK key = algorithm.equals("ES256")
                    ? new ECKeyGenerator(Curve.P_256).generate()
                    : new RSAKeyGenerator(RSA_BITS).generate();
            DPoPProofFactory factory = new DefaultDPoPProofFactory(key, JWSAlgorithm.parse(algorithm));
            return new ForeignClient(
                    key.computeThumbprint().toString(),
                    (method, uri, token, nonce) -> proof(factory, method, uri, token, nonce));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String proof(DPoPProofFactory factory, String method, String uri, String token, String nonce) {
        try {
            return factory.createDPoPJWT(
                            method,
                            URI.create(uri),
                            new DPoPAccessToken(token),
                            nonce.isEmpty() ? null : new Nonce(nonce))
                    .serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
