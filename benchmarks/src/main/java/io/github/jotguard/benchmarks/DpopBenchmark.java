package io.github.jotguard.benchmarks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost that a DPoP proof adds to a request whose token is cached: {@code bearer} without a proof, {@code dpop} with one, and
 * {@code signature}, which is the bare verification of the proof's signature by the JDK. The replay store takes every proof, because the
 * same one comes each time.
 */
@State(Scope.Benchmark)
public class DpopBenchmark {

    private static final String URI = "https://api.example.com/me";

    /** The algorithm of the proof and the kind of request. */
    @Param({
        "EdDSA/bearer",
        "EdDSA/signature",
        "EdDSA/dpop",
        "ES256/signature",
        "ES256/dpop",
        "RS256/signature",
        "RS256/dpop"
    })
    public String row = "";

    private @Nullable JwtVerifier tokens;
    private @Nullable DpopVerifier proofs;
    private @Nullable DpopRequest request;
    private @Nullable Signature bare;
    private byte[] signedText = {};
    private byte[] signature = {};

    @Setup
    public void prepare() throws GeneralSecurityException {
        String algorithm = row.substring(0, row.indexOf('/'));
        TestKey signer = TestKey.generate(algorithm);
        TestDpopKey key = TestDpopKey.of(signer);
        String token;
        try (TestIssuer issuer = TestIssuer.start()) {
            tokens = JwtVerifier.trusting(
                    TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                            .audience(issuer.audience())
                            .acceptBoundTokensWithoutProof()
                            .build());
            token = issuer.token(t -> t.boundTo(key));
        }
        proofs = new DpopVerifier(DpopSettings.builder(DpopMode.REQUIRE)
                .maxAge(DpopSettings.Builder.LARGEST_MAX_AGE)
                .replayStore((id, until) -> true)
                .build());
        request = new DpopRequest(token, List.of(key.proof("GET", URI, token)), "GET", URI);
        prepareBare(algorithm, signer);
        if (!verify()) {
            throw new IllegalStateException("rejected");
        }
        WarmUp.run(i -> verify());
    }

    private void prepareBare(String algorithm, TestKey signer) throws GeneralSecurityException {
        bare = Signature.getInstance(
                switch (algorithm) {
                    case "EdDSA" -> "Ed25519";
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    default -> "SHA256withRSA";
                });
        bare.initVerify(signer.publicKey());
        signedText = "x".repeat(600).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        signature = signer.sign(signedText);
    }

    @Benchmark
    public boolean verify() {
        DpopRequest sent = requireNonNull(request);
        return switch (row.substring(row.indexOf('/') + 1)) {
            case "signature" -> isSigned();
            case "bearer" -> isVerified(requireNonNull(tokens).verify(sent.token()));
            default -> isVerified(requireNonNull(proofs).verify(requireNonNull(tokens), sent));
        };
    }

    private static boolean isVerified(VerifiedJwt jwt) {
        return DpopVerifier.isBound(jwt);
    }

    private boolean isSigned() {
        try {
            Signature verifier = requireNonNull(bare);
            verifier.update(signedText);
            return verifier.verify(signature);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
