package io.github.jotguard;

import java.util.Optional;

/**
 * What an unverified token says about its signature, as far as finding a key needs it (RFC 7515 §4). The algorithm is on the
 * issuer's allow-list already; everything else is the sender's word.
 *
 * @param algorithm {@code alg}
 * @param keyId {@code kid}, at most 256 characters; use it as a map key and for nothing else
 * @param type {@code typ} as sent
 */
public record JwsHeader(JwsAlgorithm algorithm, Optional<String> keyId, Optional<String> type) {}
