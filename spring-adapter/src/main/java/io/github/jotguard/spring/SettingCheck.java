package io.github.jotguard.spring;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the core's complaint about a value into one about the property that it came from. */
final class SettingCheck {

    private static final Pattern NAME_FIRST = Pattern.compile("^([a-z]+(?:[A-Z][a-z]+)*) (must .*)$");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private SettingCheck() {}

    /**
     * Uses a value.
     *
     * @param prefix of the property, with the dot; its name is what the complaint begins with
     * @return what the use gives
     * @throws InvalidSettingException if the core does not take it
     */
    static <T> T use(String prefix, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException complaint) {
            Matcher matcher = NAME_FIRST.matcher(String.valueOf(complaint.getMessage()));
            if (!matcher.matches()) {
                throw new InvalidSettingException(
                        "A property under " + prefix + " cannot be used: " + complaint.getMessage() + ".",
                        "Change the property under " + prefix + " or remove it to have the default.");
            }
            String property = prefix + kebab(matcher.group(1));
            throw new InvalidSettingException(
                    property + " " + matcher.group(2) + ".",
                    "Change " + property + " or remove it to have the default.");
        }
    }

    private static String kebab(String camelCase) {
        return CAPITAL.matcher(camelCase)
                .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
    }
}
