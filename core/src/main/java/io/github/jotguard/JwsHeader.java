package io.github.jotguard;

import java.util.Optional;

/**
 * The members of an unverified token's header that are needed to find a key (RFC 7515 §4). Immutable and thread-safe.
 * The algorithm is on the issuer's allow-list already. Do not trust the other members.
 *
 * @param algorithm {@code alg}
 * @param keyId {@code kid}, at most 1024 characters; use it as a map key and for nothing else
 * @param type {@code typ} as sent
 */
public record JwsHeader(JwsAlgorithm algorithm, Optional<String> keyId, Optional<String> type) {}
