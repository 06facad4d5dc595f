package io.github.jotguard;

import java.util.Optional;
import java.util.Set;

/**
 * The allow-lists for a header (RFC 8725 §3.1, §3.11).
 *
 * @param types the accepted types in the form of {@link MediaTypes#normalize}
 * @param typeRequired whether a token without {@code typ} is rejected
 */
record HeaderRules(Set<JwsAlgorithm> algorithms, Set<String> types, boolean typeRequired) {

    /** Checks algorithm and type, and returns the header with its known algorithm. */
    JwsHeader check(JoseHeader header) throws Rejection {
        JwsHeader unverified = checkAlgorithm(header);
        checkType(header);
        return unverified;
    }

    JwsHeader checkAlgorithm(JoseHeader header) throws Rejection {
        return header.check(algorithms);
    }

    void checkType(JoseHeader header) throws Rejection {
        Optional<String> type = header.mediaType();
        if (type.isEmpty() ? typeRequired : !types.contains(type.get())) {
            throw new Rejection(RejectionReason.WRONG_TYPE, types, header.typ().orElse(null));
        }
    }
}
