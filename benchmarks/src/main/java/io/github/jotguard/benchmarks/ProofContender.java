package io.github.jotguard.benchmarks;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.jwt.DPoPProofJwtDecoderFactory;
import org.springframework.security.oauth2.jwt.DPoPProofReplayValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The contenders of {@link ProofProbe}. */
enum ProofContender {
    /** The bare verification of the proof's signature by the JDK, with one reused {@code Signature}. */
    SIGNATURE("bare signature"),
    /** Jotguard without a proof. */
    CACHED_TOKEN("Jotguard, cached token without proof"),
    /** Jotguard with the proof and its own replay store. */
    JOTGUARD("Jotguard, added by the proof"),
    /** Spring Security with the proof and its own replay store, and without the cost of its verification of the token. */
    SPRING("Spring Security, the proof alone");

    /** As many proofs as the replay store of Jotguard takes. */
    private static final int CAPACITY = 150_000;

    private final String title;

    ProofContender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean verifiesProof() {
        return this == JOTGUARD || this == SPRING;
    }

    /**
     * A request with a proof.
     *
     * @param signedText the part of the proof that is signed
     * @param signature the signature of the proof
     */
    @SuppressWarnings("ArrayRecordComponent") // requests are never compared
    record Request(String token, String proof, String method, String uri, byte[] signedText, byte[] signature) {

        static Request get(String uri, String token, String proof) {
            int end = proof.lastIndexOf('.');
            return new Request(
                    token,
                    proof,
                    "GET",
                    uri,
                    proof.substring(0, end).getBytes(StandardCharsets.US_ASCII),
                    Base64.getUrlDecoder().decode(proof.substring(end + 1)));
        }
    }

    /** Verifies a request. */
    interface Check {
        void accept(Request request) throws Exception;
    }

    /** Returns the contenders for proofs of this key. Spring Security has no EdDSA. */
    static Map<ProofContender, Check> all(TestKey key, TestIssuer issuer, String token)
            throws GeneralSecurityException {
        JwtVerifier tokens =
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .acceptBoundTokensWithoutProof()
                        .build());
        DpopVerifier proofs = new DpopVerifier(DpopSettings.of(DpopMode.REQUIRE));
        Map<ProofContender, Check> checks = new EnumMap<>(ProofContender.class);
        checks.put(SIGNATURE, signature(key));
        checks.put(CACHED_TOKEN, request -> require(DpopVerifier.isBound(tokens.verify(request.token()))));
        checks.put(
                JOTGUARD,
                request -> require(DpopVerifier.isBound(proofs.verify(
                        tokens,
                        new DpopRequest(request.token(), List.of(request.proof()), request.method(), request.uri())))));
        if (!key.algorithm().equals("EdDSA")) {
            checks.put(SPRING, spring(token, tokens.verify(token)));
        }
        return checks;
    }

    private static Check signature(TestKey key) throws GeneralSecurityException {
        Signature reused = Signature.getInstance(
                switch (key.algorithm()) {
                    case "EdDSA" -> "Ed25519";
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    default -> "SHA256withRSA";
                });
        reused.initVerify(key.publicKey());
        return request -> {
            reused.update(request.signedText());
            require(reused.verify(request.signature()));
        };
    }

    /** Its manager of tokens answers at once, so that only the proof is verified. */
    private static Check spring(String token, VerifiedJwt verified) {
        Jwt jwt = Jwt.withTokenValue(token)
                .header("alg", "EdDSA")
                .claims(claims -> claims.putAll(verified.claims()))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(3_600))
                .build();
        JwtAuthenticationToken authenticated = new JwtAuthenticationToken(jwt, List.of());
        DPoPAuthenticationProvider provider = new DPoPAuthenticationProvider(bearer -> authenticated);
        provider.setDPoPProofVerifierFactory(proofsOfOneKey());
        return request -> require(provider.authenticate(
                        new DPoPAuthenticationToken(request.token(), request.proof(), request.method(), request.uri()))
                .isAuthenticated());
    }

    /** Its replay store takes 1,000 proofs of a key by default, which this one client exceeds. */
    private static DPoPProofJwtDecoderFactory proofsOfOneKey() {
        DPoPProofJwtDecoderFactory factory = new DPoPProofJwtDecoderFactory();
        DPoPProofReplayValidator.InMemoryCache store = new DPoPProofReplayValidator.InMemoryCache();
        store.setMaxSize(CAPACITY);
        store.setMaxRequestsPerKey(CAPACITY);
        factory.setJwtValidatorFactory(DPoPProofJwtDecoderFactory.createDefaultJwtValidatorFactory(
                List.of(new DPoPProofReplayValidator(store))));
        return factory;
    }

    private static void require(boolean isAccepted) {
        if (!isAccepted) {
            throw new IllegalStateException("rejected");
        }
    }
}
