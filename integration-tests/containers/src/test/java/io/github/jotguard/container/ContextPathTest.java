package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns are relative to the context, wherever that is. */
class ContextPathTest {

    private static TestIssuer issuer;
    private static JwtVerifier verifier;
    private static Container container;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .exclude("/health", "/app/*", "/")
                .build();
        Application application = Application.behind(filter)
                .page("/*", Application.Page.marked("protected"))
                .page("/health", Application.Page.marked("open"));
        container = Container.ofThisRun().start("/app", application);
    }

    @AfterAll
    static void stop() {
        container.close();
        verifier.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/health", "/app/", "/app/app", "/app/app/x"})
    void opensWhatIsExcluded(String target) throws IOException {
        assertThat(RawHttp.send(container.port(), "GET", target).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/x",
                "/app/healthz",
                "/app/app/../x",
                "/app/app/..;/x",
                "/app/app/%2e%2e/x",
                "/app;/app/x",
                "/app/../app/x",
                "/app/x/../health/../x",
                "//app/app/x",
                "/app//app/x"
            })
    void protectsEverythingElse(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.send(container.port(), "GET", target);

        assertThat(answer.header("X-Reached")).isEmpty();
    }

    @Test
    void letsATokenThrough() throws IOException {
        RawHttp.Answer answer =
                RawHttp.send(container.port(), "GET", "/app/x", "Authorization: Bearer " + issuer.token());

        assertThat(answer.header("X-Reached")).isEqualTo("protected");
    }
}
