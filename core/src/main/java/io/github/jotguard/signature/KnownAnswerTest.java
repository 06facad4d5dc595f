package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A known-answer test of an engine: a valid signature and forgeries of it. An engine must pass it before it is used.
 */
public final class KnownAnswerTest {

    private static final String FILE = "known-signatures.txt";
    private static final byte[] TEXT =
            "Only whoever holds the private key can sign this.".getBytes(StandardCharsets.US_ASCII);

    private final PublicKey key;
    private final byte[] signature;
    private final List<byte[]> ownersForgeries;

    private KnownAnswerTest(PublicKey key, byte[] signature, List<byte[]> ownersForgeries) {
        this.key = key;
        this.signature = signature;
        this.ownersForgeries = ownersForgeries;
    }

    public static KnownAnswerTest of(JwsAlgorithm algorithm) {
        try (InputStream file = Objects.requireNonNull(KnownAnswerTest.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .map(line -> line.split(" "))
                    .filter(columns -> columns[0].equals(algorithm.name()))
                    .map(columns -> new KnownAnswerTest(
                            key(algorithm, columns[1]),
                            decode(columns[2]),
                            Arrays.stream(columns)
                                    .skip(3)
                                    .map(KnownAnswerTest::decode)
                                    .toList()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PublicKey key(JwsAlgorithm algorithm, String encoded) {
        try {
            return KeyFactory.getInstance(AlgorithmSpec.of(algorithm).keyFactory())
                    .generatePublic(new X509EncodedKeySpec(decode(encoded)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] decode(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }

    static byte[] text() {
        return TEXT.clone();
    }

    public PublicKey key() {
        return key;
    }

    public byte[] signature() {
        return signature.clone();
    }

    /**
     * Returns whether the engine accepts the signature, also when it is reused, and rejects all forgeries. An engine
     * that fails does not pass.
     */
    public boolean passes(SignatureScheme scheme) {
        try {
            PublicKey converted = scheme.convert(key);
            for (byte[] forgery : forgeries()) {
                if (accepts(scheme, scheme.initialised(converted), TEXT, forgery)) {
                    return false;
                }
            }
            Signature reused = scheme.initialised(converted);
            byte[] otherText = TEXT.clone();
            otherText[0]++;
            boolean acceptsAtFirst = accepts(scheme, reused, TEXT, signature);
            boolean acceptsAgain = accepts(scheme, reused, TEXT, signature);
            return acceptsAtFirst && acceptsAgain && !accepts(scheme, reused, otherText, signature);
        } catch (GeneralSecurityException | RuntimeException | LinkageError broken) {
            return false;
        }
    }

    private static boolean accepts(SignatureScheme scheme, Signature engine, byte[] text, byte[] signature)
            throws GeneralSecurityException {
        engine.update(text);
        try {
            return scheme.verifies(engine, signature);
        } catch (SignatureException itIsMalformed) {
            return false;
        }
    }

    /** Returns forgeries of the right length, so that the engine itself has to reject them. */
    List<byte[]> forgeries() {
        List<byte[]> forgeries = new ArrayList<>(ownersForgeries);
        int last = signature.length - 1;
        forgeries.add(new byte[signature.length]);
        for (int position : new int[] {0, signature.length / 2 - 1, signature.length / 2, last}) {
            byte[] flipped = signature.clone();
            flipped[position] ^= 1;
            forgeries.add(flipped);
        }
        byte[] swapped = new byte[signature.length];
        System.arraycopy(signature, 0, swapped, signature.length / 2, signature.length - signature.length / 2);
        System.arraycopy(signature, signature.length - signature.length / 2, swapped, 0, signature.length / 2);
        forgeries.add(swapped);
        return forgeries;
    }
}
