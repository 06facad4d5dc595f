package io.github.jotguard.bearer;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import java.util.List;

/**
 * The part of challenges that announces the scheme {@code DPoP} (RFC 9449 §7.1). Immutable.
 *
 * @param required whether it is the only scheme
 * @param algorithms the allowed algorithms of proofs; at least one
 */
public record DpopChallenge(boolean required, List<JwsAlgorithm> algorithms) {

    /** Copies the algorithms. */
    public DpopChallenge {
        algorithms = List.copyOf(algorithms);
    }

    /** Returns the announcement of these settings, whose mode is not to reject. */
    public static DpopChallenge of(DpopSettings settings) {
        return new DpopChallenge(settings.mode() == DpopMode.REQUIRE, List.copyOf(settings.algorithms()));
    }

    /** Returns the value of {@code algs}. */
    String algorithmNames() {
        return String.join(" ", algorithms.stream().map(JwsAlgorithm::name).toList());
    }
}
