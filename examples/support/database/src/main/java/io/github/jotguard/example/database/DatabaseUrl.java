package io.github.jotguard.example.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the value of {@code DATABASE_URL}: a PostgreSQL connection URI as hosting services hand it out, or a JDBC URL.
 *
 * <p>Messages of the exceptions name the part that is wrong and never repeat it: any part may hold the password.
 */
final class DatabaseUrl {

    /** Parameters of a connection URI, and what the JDBC driver calls them. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "channel_binding", "channelBinding",
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "options", "options");

    private static final String JDBC_PREFIX = "jdbc:postgresql:";
    private static final Pattern CONNECTION_URI = Pattern.compile("postgres(?:ql)?://(?:(?<credentials>[^/?#]*)@)?"
            + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?"
            + "/(?<database>[^/?#]+)(?:\\?(?<query>[^#]*))?");
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PORT = 65_535;

    private DatabaseUrl() {}

    /**
     * Reads a URL of either form.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static ConnectionSettings parse(String url) {
        return url.startsWith("jdbc:") ? parseJdbcUrl(url) : parseConnectionUri(url);
    }

    private static ConnectionSettings parseJdbcUrl(String url) {
        if (!url.startsWith(JDBC_PREFIX)) {
            throw new IllegalArgumentException("DATABASE_URL must be a URL of PostgreSQL, not of another database");
        }
        int query = url.indexOf('?');
        String address = query < 0 ? url : url.substring(0, query);
        if (address.contains("@")) {
            throw new IllegalArgumentException(
                    "DATABASE_URL in JDBC form takes user and password as parameters: jdbc:postgresql://host:port/db"
                            + "?user=…&password=…");
        }
        if (address.length() == JDBC_PREFIX.length()) {
            throw new IllegalArgumentException("DATABASE_URL names no database");
        }
        String username = "";
        String password = "";
        List<String> rest = new ArrayList<>();
        for (Parameter parameter : parameters(plusIsSpace(query < 0 ? "" : url.substring(query + 1)))) {
            switch (parameter.name()) {
                case "user" -> username = parameter.value();
                case "password" -> password = parameter.value();
                default -> rest.add(parameter.encoded(parameter.name()));
            }
        }
        return new ConnectionSettings(withQuery(address, rest), username, password);
    }

    private static ConnectionSettings parseConnectionUri(String url) {
        Matcher parts = CONNECTION_URI.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("DATABASE_URL must look like postgresql://user:password@host:port/db or"
                    + " jdbc:postgresql://host:port/db?user=…&password=…; the characters / ? # @ : %"
                    + " in a user or password"
                    + " must be percent-encoded");
        }
        String credentials = orEmpty(parts.group("credentials"));
        int colon = credentials.indexOf(':');
        String username = colon < 0 ? credentials : credentials.substring(0, colon);
        String password = colon < 0 ? "" : credentials.substring(colon + 1);
        String database = PercentEncoding.decode("database name", parts.group("database"));
        String address = "jdbc:postgresql://" + parts.group("host") + ":" + port(parts.group("port")) + "/"
                + PercentEncoding.encode(database);
        return new ConnectionSettings(
                withQuery(address, driverParameters(orEmpty(parts.group("query")))),
                PercentEncoding.decode("user", username),
                PercentEncoding.decode("password", password));
    }

    private static int port(@Nullable String digits) {
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("DATABASE_URL has a port outside 1 to 65535");
        }
        return port;
    }

    /** An unknown parameter is rejected: one that is ignored may be a misspelt {@code sslmode}. */
    private static List<String> driverParameters(String query) {
        List<String> driverParameters = new ArrayList<>();
        for (Parameter parameter : parameters(query)) {
            String name = PARAMETERS.get(parameter.name());
            if (name == null) {
                throw new IllegalArgumentException("DATABASE_URL has a parameter that is not known here; known are "
                        + List.copyOf(new TreeSet<>(PARAMETERS.keySet())));
            }
            driverParameters.add(parameter.encoded(name));
        }
        return driverParameters;
    }

    private static List<Parameter> parameters(String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("DATABASE_URL has a parameter without a value");
            }
            parameters.add(new Parameter(
                    pair.substring(0, equals), PercentEncoding.decode("parameter", pair.substring(equals + 1))));
        }
        return parameters;
    }

    /** In the parameters of a JDBC URL a plus sign stands for a space; in a connection URI it does not. */
    private static String plusIsSpace(String query) {
        return query.replace("+", "%20");
    }

    private static String withQuery(String address, List<String> parameters) {
        return parameters.isEmpty() ? address : address + "?" + String.join("&", parameters);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private record Parameter(String name, String value) {

        String encoded(String driverName) {
            return driverName + "=" + PercentEncoding.encode(value);
        }
    }
}
