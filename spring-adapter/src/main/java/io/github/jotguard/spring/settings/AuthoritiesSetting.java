package io.github.jotguard.spring.settings;

import java.util.List;

/**
 * Checks {@code jotguard.authorities}.
 *
 * <p>Internal: may change without notice.
 */
public final class AuthoritiesSetting {

    private AuthoritiesSetting() {}

    /**
     * Checks that each entry names a claim.
     *
     * @throws InvalidSettingException if one names none
     */
    public static void check(List<JotguardProperties.Authority> authorities) {
        for (int i = 0; i < authorities.size(); i++) {
            String claim = authorities.get(i).claim();
            if (claim == null || claim.isBlank()) {
                String property = "jotguard.authorities[" + i + "].claim";
                throw new InvalidSettingException(
                        property + " is not set.", "Set " + property + " to the name of a claim, such as scope.");
            }
        }
    }
}
