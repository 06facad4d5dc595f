package io.github.jotguard.benchmarks;

import io.github.jotguard.testing.CompactJws;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The signature and nothing else: what no library can be faster than with that engine. */
@State(Scope.Thread)
public class BareLimitBenchmark {

    /** Algorithm, engine, and whether {@code Signature} or {@code Mac} is {@code reused} or {@code fresh} each time. */
    @Param("EdDSA/JDK/reused")
    public String row = "";

    private byte[][] texts = {};
    private byte[][] signatures = {};
    private Check check = (text, signature) -> false;
    private int next;

    private interface Check {
        boolean accepts(byte[] text, byte[] signature) throws GeneralSecurityException;
    }

    @Setup
    public void prepare() throws GeneralSecurityException {
        String[] parts = row.split("/", -1);
        Workload workload = Workload.of(parts[0]);
        split(workload);
        boolean isReused = parts[2].equals("reused");
        Provider provider = parts[1].equals("JDK") ? null : Engines.named(parts[1]);
        check = workload.isSymmetric() ? mac(workload, isReused) : signature(workload, provider, isReused);
        if (!check.accepts(texts[0], signatures[0]) || check.accepts(texts[1], signatures[0])) {
            throw new IllegalStateException("judges wrongly");
        }
        WarmUp.run(i -> check.accepts(texts[i & Workload.TOKENS - 1], signatures[i & Workload.TOKENS - 1]));
    }

    private void split(Workload workload) {
        texts = new byte[Workload.TOKENS][];
        signatures = new byte[Workload.TOKENS][];
        for (int i = 0; i < Workload.TOKENS; i++) {
            CompactJws token = CompactJws.parse(workload.tokens().get(i));
            texts[i] = (token.headerPart() + "." + token.payloadPart()).getBytes(StandardCharsets.US_ASCII);
            signatures[i] = Base64.getUrlDecoder().decode(token.signaturePart());
        }
    }

    private static Check mac(Workload workload, boolean isReused) throws GeneralSecurityException {
        SecretKeySpec secret = new SecretKeySpec(Workload.secret(workload.key()), "HmacSHA256");
        Mac reused = initialised(secret);
        return (text, signature) ->
                MessageDigest.isEqual((isReused ? reused : initialised(secret)).doFinal(text), signature);
    }

    private static Mac initialised(SecretKeySpec secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return mac;
    }

    private static Check signature(Workload workload, @Nullable Provider provider, boolean isReused)
            throws GeneralSecurityException {
        String name = name(workload.algorithm(), provider);
        PublicKey key = converted(workload.key().publicKey(), provider);
        Signature reused = initialised(name, provider, key);
        return (text, signature) -> {
            Signature verification = isReused ? reused : initialised(name, provider, key);
            verification.update(text);
            return verification.verify(signature);
        };
    }

    private static Signature initialised(String name, @Nullable Provider provider, PublicKey key)
            throws GeneralSecurityException {
        Signature signature = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        signature.initVerify(key);
        return signature;
    }

    private static PublicKey converted(PublicKey key, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null || provider.getService("KeyFactory", key.getAlgorithm()) == null
                ? key
                : KeyFactory.getInstance(key.getAlgorithm(), provider)
                        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static String name(String algorithm, @Nullable Provider provider) {
        return switch (algorithm) {
            case "EdDSA" -> "Ed25519";
            case "ES256" ->
                provider != null && provider.getName().equals("BC")
                        ? "SHA256withPLAIN-ECDSA"
                        : "SHA256withECDSAinP1363Format";
            default -> "SHA256withRSA";
        };
    }

    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        int i = next++ & Workload.TOKENS - 1;
        return check.accepts(texts[i], signatures[i]);
    }
}
