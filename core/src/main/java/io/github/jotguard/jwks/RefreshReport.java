package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import java.util.List;

/**
 * The outcome of a fetch, for listeners and the log. Immutable.
 *
 * @param number counted from 1
 * @param notices what is wrong with the set
 * @param ignored the keys that are meant for others
 */
record RefreshReport(long number, boolean isFailure, List<String> notices, List<String> ignored, KeysStatus status) {}
