package io.github.jotguard.dpop;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.json.Base64Url;
import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.MalformedTextException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proof whose parts were parsed and whose header was checked (RFC 9449 §4.2). Its signature is not verified.
 *
 * @param ascii the whole proof; its first {@code signingInputLength} bytes are signed
 * @param jwk a public key of the type that the algorithm uses, not yet checked otherwise
 * @param thumbprint of the key (RFC 7638)
 */
@SuppressWarnings("ArrayRecordComponent") // proofs are never compared, and nothing changes the arrays
record DpopProof(
        byte[] ascii,
        int signingInputLength,
        byte[] signature,
        JwsAlgorithm algorithm,
        Map<?, ?> jwk,
        String thumbprint,
        Map<String, @Nullable Object> claims) {

    /** Maximum length, in characters. A proof with a key of 8192 bits has about 5,000. */
    static final int MAX_LENGTH = 8_192;

    private static final int MAX_DEPTH = 16;
    private static final String TYPE = "dpop+jwt";
    private static final int PARTS = 3;
    /** Extensions and other meanings of the parts, none of which is understood (RFC 7515 §4.1.11, RFC 7797). */
    private static final List<String> UNSUPPORTED = List.of("crit", "b64", "zip", "enc");
    /** Members of private and symmetric keys (RFC 7518 §6, RFC 8037 §2). */
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "k", "p", "q", "dp", "dq", "qi", "oth");

    /**
     * Parses a proof and checks its header, without any cryptography that costs.
     *
     * @param algorithms the allow-list
     */
    static DpopProof parse(String proof, Set<JwsAlgorithm> algorithms) throws ProofRejection {
        if (proof.length() > MAX_LENGTH) {
            throw ProofRejection.invalid("longer than " + MAX_LENGTH + " characters");
        }
        byte[] ascii = proof.getBytes(StandardCharsets.ISO_8859_1);
        int firstDot = proof.indexOf('.');
        int secondDot = proof.indexOf('.', firstDot + 1);
        if (ascii.length != proof.length() || firstDot < 0 || secondDot < 0 || proof.indexOf('.', secondDot + 1) >= 0) {
            throw ProofRejection.invalid("not " + PARTS + " parts of ASCII");
        }
        Map<String, @Nullable Object> header = json(ascii, 0, firstDot);
        JwsAlgorithm algorithm = checkHeader(header, algorithms);
        Map<?, ?> jwk = publicKey(header.get("jwk"));
        return new DpopProof(
                ascii,
                secondDot,
                decoded(ascii, secondDot + 1, ascii.length),
                algorithm,
                jwk,
                JwkThumbprint.of(jwk),
                json(ascii, firstDot + 1, secondDot));
    }

    private static JwsAlgorithm checkHeader(Map<String, @Nullable Object> header, Set<JwsAlgorithm> algorithms)
            throws ProofRejection {
        if (!TYPE.equals(header.get("typ"))) {
            throw ProofRejection.invalid("typ is not " + TYPE);
        }
        for (String member : UNSUPPORTED) {
            if (header.containsKey(member)) {
                throw ProofRejection.invalid("header with " + member);
            }
        }
        Object alg = header.get("alg");
        JwsAlgorithm algorithm =
                alg instanceof String name ? JwsAlgorithm.ofName(name).orElse(null) : null;
        if (algorithm == null || !algorithms.contains(algorithm)) {
            throw ProofRejection.invalid("alg is not allowed");
        }
        return algorithm;
    }

    private static Map<?, ?> publicKey(@Nullable Object jwk) throws ProofRejection {
        if (!(jwk instanceof Map<?, ?> members)) {
            throw ProofRejection.invalid("no jwk");
        }
        for (String member : PRIVATE_MEMBERS) {
            if (members.get(member) != null) {
                throw ProofRejection.invalid("jwk with a member of a private or symmetric key");
            }
        }
        return members;
    }

    private static Map<String, @Nullable Object> json(byte[] ascii, int from, int to) throws ProofRejection {
        try {
            return JsonReader.parseObject(decoded(ascii, from, to), MAX_DEPTH, JsonReader.Duplicates.REJECT);
        } catch (MalformedTextException malformed) {
            throw ProofRejection.invalid("header or claims that are no strict JSON object");
        }
    }

    private static byte[] decoded(byte[] ascii, int from, int to) throws ProofRejection {
        try {
            return Base64Url.decode(ascii, from, to);
        } catch (MalformedTextException malformed) {
            throw ProofRejection.invalid("not canonical base64url");
        }
    }

    /** Returns a claim that must be a string. */
    String text(String claim) throws ProofRejection {
        if (claims.get(claim) instanceof String text) {
            return text;
        }
        throw ProofRejection.invalid("no " + claim + " that is a string");
    }

    /** Shows nothing of the proof. */
    @Override
    public String toString() {
        return "DpopProof[" + algorithm + "]";
    }
}
