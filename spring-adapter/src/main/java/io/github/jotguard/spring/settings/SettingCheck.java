package io.github.jotguard.spring.settings;

import io.github.jotguard.settings.InvalidOptionException;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Converts an exception of core about a value into one about the property that the value comes from. */
final class SettingCheck {

    private SettingCheck() {}

    /**
     * Uses the value of one property.
     *
     * @param property its full name
     * @return the result of the use
     * @throws InvalidSettingException if the core rejects the value
     */
    static <T> T use(String property, Supplier<T> use) {
        return use(property, "", use);
    }

    /**
     * Uses the value of one property.
     *
     * @param hint a sentence on the form of its values
     */
    static <T> T use(String property, String hint, Supplier<T> use) {
        try {
            return use.get();
        } catch (InvalidOptionException complaint) {
            throw invalid(property, complaint);
        } catch (IllegalArgumentException complaint) {
            throw new InvalidSettingException(
                    property + " cannot be used: " + complaint.getMessage() + ".",
                    ("Change " + property + ". " + hint).strip());
        }
    }

    /**
     * Uses the values of several properties at once.
     *
     * @param prefix of the properties, with the dot; after it each has the name of the option, in the spelling of
     *     Spring Boot
     * @return the result of the use
     * @throws InvalidSettingException if the core rejects a value
     */
    static <T> T useAll(String prefix, Supplier<T> use) {
        try {
            return use.get();
        } catch (InvalidOptionException complaint) {
            throw invalid(prefix + DataObjectPropertyName.toDashedForm(complaint.option()), complaint);
        }
    }

    private static InvalidSettingException invalid(String property, InvalidOptionException complaint) {
        return new InvalidSettingException(
                property + " " + complaint.problem() + ".",
                "Change " + property + " or remove it to have the default.");
    }
}
