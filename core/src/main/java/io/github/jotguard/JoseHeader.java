package io.github.jotguard;

import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.MalformedTextException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JOSE header of an unverified JWS (RFC 7515 §4), parsed. {@code jku}, {@code jwk}, {@code x5u} and {@code x5c} are
 * never used.
 *
 * @param alg as sent
 * @param typ as sent
 * @param mediaType {@code typ} in lower case and without {@code application/} (RFC 7515 §4.1.9)
 * @param unverified the header for the key search; empty if the algorithm is unknown
 */
record JoseHeader(String alg, Optional<String> typ, Optional<String> mediaType, Optional<JwsHeader> unverified) {

    /** Maximum length of a {@code kid}, in characters. */
    static final int MAX_KEY_ID_LENGTH = 1024;

    /**
     * Members that change the meaning of the other parts: encryption, compression, unencoded payload (RFC 7516,
     * RFC 7797 §7).
     */
    private static final List<String> NOT_IN_A_SIGNED_JWT = List.of("enc", "zip", "b64");

    static JoseHeader parse(byte[] utf8, int maxDepth) throws Rejection {
        try {
            return of(JsonReader.parseObject(utf8, maxDepth, JsonReader.Duplicates.REJECT));
        } catch (MalformedTextException malformed) {
            throw Rejection.malformed("a header that is a JSON object", malformed.getMessage());
        }
    }

    private static JoseHeader of(Map<String, @Nullable Object> members) throws Rejection {
        if (members.containsKey("crit")) {
            throw new Rejection(RejectionReason.UNSUPPORTED_CRITICAL_HEADER, "no crit", members.get("crit"));
        }
        for (String name : NOT_IN_A_SIGNED_JWT) {
            if (members.containsKey(name)) {
                throw Rejection.malformed("no " + name, name);
            }
        }
        String alg = string(members, "alg");
        Optional<String> kid = Optional.ofNullable(string(members, "kid"));
        Optional<String> typ = Optional.ofNullable(string(members, "typ"));
        if (alg == null) {
            throw Rejection.malformed("alg", null);
        }
        if (kid.isPresent() && kid.get().length() > MAX_KEY_ID_LENGTH) {
            throw Rejection.malformed(
                    "kid of at most " + MAX_KEY_ID_LENGTH + " characters",
                    kid.get().length());
        }
        Optional<JwsHeader> unverified = JwsAlgorithm.ofName(alg).map(algorithm -> new JwsHeader(algorithm, kid, typ));
        return new JoseHeader(alg, typ, typ.map(MediaTypes::normalize), unverified);
    }

    /**
     * Returns the header for the key search.
     *
     * @throws Rejection with {@code ALGORITHM_NOT_ALLOWED} if the algorithm is not one of these
     */
    JwsHeader check(Set<JwsAlgorithm> algorithms) throws Rejection {
        if (unverified.isEmpty() || !algorithms.contains(unverified.get().algorithm())) {
            throw new Rejection(RejectionReason.ALGORITHM_NOT_ALLOWED, algorithms, alg);
        }
        return unverified.get();
    }

    /** Returns a member that is a string, or null if it is absent or null. */
    private static @Nullable String string(Map<String, @Nullable Object> members, String name) throws Rejection {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Rejection.malformed(name + " that is a string", JsonTypes.nameOf(value));
    }
}
