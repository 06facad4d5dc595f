package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rules for proofs that a bean has in place of the properties. */
public abstract class DpopBeanContract {

    private static final String ORIGIN = "https://api.example.com";

    protected abstract Class<?> configuration();

    /** The bean, which names no public origin. */
    @Configuration(proxyBeanMethods = false)
    public static class Rules {

        @Bean
        DpopSettings rules() {
            return DpopSettings.of(DpopMode.REQUIRE);
        }
    }

    @Test
    void comparesWithTheOriginOfTheResourceAndAnnouncesTheRules() {
        TestDpopKey key = TestDpopKey.generate("ES256");
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        configuration(),
                        "--spring.main.sources=" + Rules.class.getName(),
                        "--jotguard.resource=" + ORIGIN)) {
            String token = issuer.token(t -> t.boundTo(key));
            String proof = key.proof("GET", ORIGIN + "/claims", token);

            HttpResponse<String> response = application.get("/claims", "Authorization", "DPoP " + token, "DPoP", proof);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(401);
            assertThat(application.get("/.well-known/oauth-protected-resource").body())
                    .contains("\"dpop_bound_access_tokens_required\":true", "\"dpop_signing_alg_values_supported\"");
        }
    }
}
