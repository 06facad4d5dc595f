package io.github.jotguard.springtests.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.test.UseTestIssuer;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

/** Tests of an application over HTTP, as its authors write them. */
@SpringBootTest(
        classes = Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"jotguard.issuer=https://id.example.com", "jotguard.audience=api", "server.address=127.0.0.1"})
@UseTestIssuer(algorithm = "ES256")
class PlainTestSupportTest {

    @Autowired
    private TestIssuer issuer;

    @Value("${local.server.port}")
    private int port;

    @Test
    void takesTokensOfTestIssuerInPlaceOfTheDiscoveredOne() throws Exception {
        assertThat(get(issuer.token(t -> t.subject("u1"))).body()).contains("\"iss\":\"https://id.example.com\"", "u1");
        assertThat(get(issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))).statusCode())
                .isEqualTo(401);
        assertThat(get("none").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/claims"))
                .header("Authorization", "Bearer " + token)
                .header("Connection", "close")
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
