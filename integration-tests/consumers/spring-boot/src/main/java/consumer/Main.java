package consumer;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application of Spring Boot with the two lines of the README; starts itself and asks itself. */
@SpringBootApplication
public class Main {

    public static void main(String[] args) throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                ConfigurableApplicationContext application = SpringApplication.run(
                        Main.class,
                        "--issuer.origin=" + issuer.origin(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn")) {
            URI me = URI.create("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port") + "/me");
            HttpResponse<String> missing = answer(HttpRequest.newBuilder(me));
            demand(missing.statusCode() == 401 && isProblem(missing, "missing_token"), "without a token: " + missing.body());
            HttpResponse<String> good = answer(bearer(me, issuer.token(t -> t.subject("u1"))));
            demand(good.statusCode() == 200 && good.body().equals("u1"), "a good token: " + good.body());
            HttpResponse<String> late = answer(bearer(me, issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))));
            demand(late.statusCode() == 401 && isProblem(late, "expired"), "an expired one: " + late.body());
        }
        System.out.println("Spring Boot: " + System.getProperty("java.version"));
    }

    private static HttpRequest.Builder bearer(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isProblem(HttpResponse<String> answer, String code) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                && answer.body().contains("\"code\":\"" + code + "\"");
    }

    private static void demand(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("Not as expected: " + what);
        }
    }

    /** Says whose token it was. */
    @RestController
    static class Me {

        @GetMapping("/me")
        String me(VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
