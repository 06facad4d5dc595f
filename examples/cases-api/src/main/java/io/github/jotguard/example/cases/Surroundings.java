package io.github.jotguard.example.cases;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.database.ListeningPort;
import io.github.jotguard.example.issuer.DemoIssuer;
import io.github.jotguard.example.issuer.DemoIssuerOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The surroundings of the application: a database and an issuer of tokens. Started before it, closed after it. */
final class Surroundings implements AutoCloseable {

    static final String FRONTEND_URL = "FRONTEND_URL";
    static final String PORT = ListeningPort.PORT;
    static final int DEFAULT_PORT = 8080;

    private final ExampleDatabase database;
    private final @Nullable DemoIssuer demoIssuer;
    private final String frontendUrl;

    private Surroundings(ExampleDatabase database, @Nullable DemoIssuer demoIssuer, String frontendUrl) {
        this.database = database;
        this.demoIssuer = demoIssuer;
        this.frontendUrl = frontendUrl;
    }

    /**
     * Opens the database and, if no front end is named, starts the demo issuer on a free port.
     *
     * @throws IllegalArgumentException if a setting is wrong
     * @throws IllegalStateException if the port is taken, the embedded database cannot be started, or there can be no users in it
     */
    static Surroundings of(Map<String, String> environment) {
        ListeningPort.check(setting(environment, PORT).map(ListeningPort::parse).orElse(DEFAULT_PORT));
        Optional<String> frontendUrl = setting(environment, FRONTEND_URL).map(Surroundings::origin);
        if (frontendUrl.isPresent()
                && setting(environment, ExampleDatabase.DATABASE_URL).isEmpty()) {
            throw new IllegalStateException(
                    "FRONTEND_URL is set and DATABASE_URL is not: set DATABASE_URL to the database"
                            + " of the Better Auth server at that URL, or set neither to try it with a demo issuer.");
        }
        ExampleDatabase database = ExampleDatabase.open(environment);
        return frontendUrl.map(url -> new Surroundings(database, null, url)).orElseGet(() -> withDemoIssuer(database));
    }

    private static Surroundings withDemoIssuer(ExampleDatabase database) {
        DemoIssuer issuer = DemoIssuer.start(database.dataSource(), DemoIssuerOptions.defaults());
        return new Surroundings(database, issuer, issuer.origin());
    }

    /** The settings as Spring reads them. */
    Map<String, Object> properties(Map<String, String> environment) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(FRONTEND_URL, frontendUrl);
        properties.put(PORT, setting(environment, PORT).orElse(Integer.toString(DEFAULT_PORT)));
        return properties;
    }

    ExampleDatabase database() {
        return database;
    }

    /** The issuer that stands in for the front end; empty if there is a front end. */
    Optional<DemoIssuer> demoIssuer() {
        return Optional.ofNullable(demoIssuer);
    }

    String frontendUrl() {
        return frontendUrl;
    }

    @Override
    public void close() {
        if (demoIssuer != null) {
            demoIssuer.close();
        }
        database.close();
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String origin(String url) {
        try {
            URI uri = new URI(url);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb
                    && uri.getHost() != null
                    && url.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException notEvenThat) {
            // the same complaint
        }
        throw new IllegalArgumentException(
                "FRONTEND_URL must be an origin such as https://app.example.com: scheme, host"
                        + " and perhaps a port, without a path or a slash at the end");
    }
}
