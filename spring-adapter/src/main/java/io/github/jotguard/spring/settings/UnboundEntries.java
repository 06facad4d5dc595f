package io.github.jotguard.spring.settings;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Converts the exception of Spring Boot for entries of a list that it cannot read, because one before them is missing
 * or they are blank. Spring Boot would print their values, and one may be a secret.
 *
 * <p>Internal: may change without notice.
 */
public final class UnboundEntries {

    private UnboundEntries() {}

    /** Returns an exception that names the properties and holds no value. */
    public static InvalidSettingException of(UnboundConfigurationPropertiesException complaint) {
        String names = complaint.getUnboundProperties().stream()
                .map(ConfigurationProperty::getName)
                .map(ConfigurationPropertyName::toString)
                .collect(Collectors.joining(", "));
        return new InvalidSettingException(
                "Entries of a list cannot be read, because one before them is missing or they are empty: " + names
                        + ".",
                "Number the entries from 0 without a gap, such as jotguard.issuers[0].issuer or"
                        + " JOTGUARD_ISSUERS_0_ISSUER, and give each a value or remove it.");
    }
}
