package io.github.jotguard.springtests.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of Spring Boot that an application switches on by a property change nothing of who is let in. */
class PlainFeaturesTest {

    private static final String LAZY = "--spring.main.lazy-initialization=true";

    @ParameterizedTest
    @ValueSource(
            strings = {
                LAZY,
                "--spring.threads.virtual.enabled=true",
                "--server.http2.enabled=true",
                "--server.compression.enabled=true",
                "--server.shutdown=graceful"
            })
    void guardsTheFirstRequestAndTheNext(String feature) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, Application.class, feature)) {
            assertThat(application.get("/me").statusCode()).isEqualTo(401);
            assertThat(application.getWith(issuer.token() + "x", "/me").statusCode())
                    .isEqualTo(401);
            assertThat(application
                            .getWith(issuer.token(t -> t.subject("u1")), "/me")
                            .body())
                    .contains("u1");
            assertThat(application.get("/me").body()).contains("missing_token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--jotguard.issuer-uri=https://id.example.com", "--jotguard.clock-skew=11m"})
    void stopsALazyStartForAWrongSetting(String setting) {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThatThrownBy(() -> RunningApplication.trusting(issuer, Application.class, LAZY, setting))
                    .hasStackTraceContaining(setting.substring(2, setting.indexOf('=')));
        }
    }

    @Test
    void guardsRequestsOfHttp2WithoutTls() throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application =
                        RunningApplication.trusting(issuer, Application.class, "--server.http2.enabled=true")) {
            String port = application.context().getEnvironment().getProperty("local.server.port");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/me"))
                    .timeout(Duration.ofSeconds(20));
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            HttpResponse<String> rejected = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> accepted = client.send(
                    request.header("Authorization", "Bearer " + issuer.token(t -> t.subject("u1")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(accepted.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(accepted.body()).contains("u1");
            assertThat(rejected.statusCode()).isEqualTo(401);
            assertThat(rejected.body()).contains("missing_token");
        }
    }
}
