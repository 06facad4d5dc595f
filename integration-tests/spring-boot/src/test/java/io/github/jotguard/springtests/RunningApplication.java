package io.github.jotguard.springtests;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a free port, and a client for it. */
public final class RunningApplication implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Trusts the issuer as a Better Auth server. */
    public static RunningApplication trusting(TestIssuer issuer, Class<?> configuration, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--jotguard.better-auth.origin=" + issuer.origin());
        return start(new Class<?>[] {configuration}, all.toArray(String[]::new));
    }

    public static RunningApplication start(Class<?>[] configurations, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-components=always",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always"));
        all.addAll(List.of(arguments));
        SpringApplication application = new SpringApplication(configurations);
        // what was generated ahead of time is found by its name
        application.setMainApplicationClass(configurations[0]);
        return new RunningApplication(application.run(all.toArray(String[]::new)));
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("local.server.port", "POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    public HttpResponse<String> getWith(String token, String path) {
        return get(path, "Authorization", "Bearer " + token);
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        return send("local.server.port", method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** To the port that the actuator has for itself. */
    public HttpResponse<String> manage(String method, String path, String... headers) {
        return send("local.management.port", method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private HttpResponse<String> send(
            String property, String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        String port = context.getEnvironment().getProperty(property);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                // reactor-netty#4361: a request that comes in while the answer before it is being finished can stay
                // unread
                .header("Connection", "close")
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
