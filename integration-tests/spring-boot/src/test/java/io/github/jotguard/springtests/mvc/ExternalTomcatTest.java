package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.web.SpringServletContainerInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application in a Tomcat that it does not start itself, where a filter of Spring Boot renders error pages by a forward. */
class ExternalTomcatTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static TestIssuer issuer;
    private static Tomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/app", directory.toString());
        context.setParentClassLoader(ExternalTomcatTest.class.getClassLoader());
        context.addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(War.class));
        tomcat.start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /public/missing,      404",
        "GET,  /public/number?n=x,   400",
        "POST, /public/number?n=1,   405",
        "GET,  /public/number?n=0,   500"
    })
    void leavesErrorsOfOpenPathsTheirStatus(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"status\":" + status, "\"path\":\"/app/public/");
    }

    @Test
    void leavesErrorsOfCallersTheirStatus() throws Exception {
        HttpResponse<String> answer =
                send("GET", "/missing", "Authorization", "Bearer " + issuer.token(t -> t.subject("u1")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"status\":404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/missing", "/error", "/me"})
    void needsAToken(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"missing_token\"");
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** As an application that is packaged as a WAR file has it. */
    public static class War extends SpringBootServletInitializer {

        @Override
        protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
            return application
                    .sources(WithOpenPaths.class)
                    .properties(
                            "spring.main.banner-mode=off",
                            "logging.level.root=warn",
                            "jotguard.exclude=/public/*",
                            "jotguard.better-auth.origin=" + issuer.origin());
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Numbers.class})
    static class WithOpenPaths {}

    @RestController
    static class Numbers {

        @GetMapping("/public/number")
        String number(@RequestParam("n") int divisor) {
            return String.valueOf(1 / divisor);
        }
    }
}
