package io.github.jotguard.spring;

import io.github.jotguard.servlet.BearerTokenFilter;
import java.util.List;

/** Gives the settings of the properties to the filter. */
final class FilterSettings {

    static final String HOW_TO_WRITE_PATHS =
            "Paths are written as /health, for that path alone, or /public/*, for a path and"
                    + " everything below it; not as /*, which would protect nothing.";

    private FilterSettings() {}

    /** @throws InvalidSettingException if the filter does not take one */
    static void apply(JotguardProperties properties, BearerTokenFilter.Builder filter) {
        take("jotguard.exclude", HOW_TO_WRITE_PATHS, () -> filter.exclude(array(properties.exclude())));
        take("jotguard.optional", HOW_TO_WRITE_PATHS, () -> filter.optional(array(properties.optional())));
        if (!properties.rolesFrom().isEmpty()) {
            take(
                    "jotguard.roles-from",
                    "It names claims, such as scope or realm_access.roles.",
                    () -> filter.rolesFrom(array(properties.rolesFrom())));
        }
        String realm = properties.filter().realm();
        if (realm != null) {
            take(
                    "jotguard.filter.realm",
                    "It is printable ASCII without quotes and backslashes.",
                    () -> filter.realm(realm));
        }
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private static void take(String property, String hint, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException complaint) {
            throw new InvalidSettingException(
                    property + " cannot be used: " + complaint.getMessage() + ".", "Change " + property + ". " + hint);
        }
    }
}
