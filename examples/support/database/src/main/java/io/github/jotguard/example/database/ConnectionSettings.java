package io.github.jotguard.example.database;

import static java.util.Objects.requireNonNull;

/**
 * The settings that a JDBC driver needs to connect. The URL never holds credentials, and {@code toString} shows only
 * the URL.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, with parameters but without user and password
 * @param username the database role; empty when none was given
 * @param password its password; empty when none was given
 */
record ConnectionSettings(String jdbcUrl, String username, String password) {

    ConnectionSettings {
        requireNonNull(jdbcUrl, "jdbcUrl");
        requireNonNull(username, "username");
        requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
