package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitParamDpopFactoryTest {

    private static final String SECRET = "0123456789-0123456789-0123456789";

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private FilterConfig config(String parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("\\|")) {
            values.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> attributes.get(arguments[0]));
        return (FilterConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FilterConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getFilterName" -> "jotguard";
                    case "getServletContext" -> context;
                    case "getInitParameter" -> values.get(arguments[0]);
                    default -> Collections.enumeration(values.keySet());
                });
    }

    private DpopSettings settings(String parameters) throws ServletException {
        FilterConfig config = config(parameters);
        InitParameters read = InitParameters.of(config, new Placeholders(name -> null, environment::get));
        return new InitParamDpopFactory(read, config.getServletContext()).settings();
    }

    @ParameterizedTest
    @CsvSource({"'', REJECT", "dpop=reject, REJECT", "dpop=accept, ACCEPT", "dpop= Require , REQUIRE"})
    void readsTheMode(String parameters, DpopMode mode) throws ServletException {
        assertThat(settings(parameters).mode()).isEqualTo(mode);
        assertThat(settings(parameters).requiresNonce()).isFalse();
        assertThat(settings(parameters).publicOrigin()).isEmpty();
        assertThat(settings(parameters).algorithms()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "dpop=on                                         # dpop must be reject, accept or require",
                "dpop=false                                      # dpop must be reject, accept or require",
                "dpop=                                           # dpop is empty",
                "dpopNonce=true                                  # dpopNonce has no effect without dpop",
                "dpop=reject|dpopAlgorithms=ES256                # dpopAlgorithms has no effect without dpop",
                "publicOrigin=https://a                          # publicOrigin has no effect without dpop",
                "replayStoreAttribute=store                      # replayStoreAttribute has no effect without dpop",
                "dpopNonceSecretEnv=SECRET                       # dpopNonceSecretEnv has no effect without dpop",
                "dpop=accept|dpopNonceSecretEnv=SECRET           # dpopNonceSecretEnv has no effect without dpopNonce=true",
                "dpop=accept|dpopNonce=yes                       # dpopNonce must be true or false",
                "dpop=accept|dpopNonce=true|dpopNonceSecretEnv=X # environment variable X, which is not set",
                "dpop=accept|dpopNonce=true|dpopNonceSecretEnv=SHORT # dpopNonceSecretEnv cannot be used: nonceSecret must",
                "dpop=accept|dpopAlgorithms=ES255                # dpopAlgorithms names an unknown algorithm; did you mean ES256",
                "dpop=accept|dpopAlgorithms=HS256                # dpopAlgorithms cannot be used: algorithms must not name HS256",
                "dpop=accept|publicOrigin=api.example.com        # publicOrigin cannot be used: publicOrigin must be scheme",
                "dpop=accept|replayStoreAttribute=none           # the servlet context attribute none, which is not set"
            })
    void namesTheParameterThatIsWrong(String parameters, String message) {
        environment.put("SECRET", SECRET);
        environment.put("SHORT", SECRET.substring(1));
        assertThatThrownBy(() -> settings(parameters.strip()))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining(message.strip())
                .hasMessageNotContaining(SECRET.substring(1));
    }

    @Test
    void readsEverythingElse() throws ServletException {
        environment.put("SECRET", SECRET);
        List<String> recorded = new ArrayList<>();
        ReplayStore store = (id, until) -> recorded.add(id);
        attributes.put("store", store);
        String parameters = "dpop=accept|dpopAlgorithms=ES256, EdDSA|dpopNonce=true|dpopNonceSecretEnv=SECRET"
                + "|publicOrigin=https://api.example.com|replayStoreAttribute=store";
        DpopSettings settings = settings(parameters);

        assertThat(settings.algorithms()).containsExactly(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256);
        assertThat(settings.requiresNonce()).isTrue();
        assertThat(settings.publicOrigin()).contains("https://api.example.com");
        assertThat(new DpopVerifier(settings).nonce()).isEqualTo(new DpopVerifier(settings(parameters)).nonce());
        assertThat(settings("dpop=accept|dpopNonce=true").requiresNonce()).isTrue();
        assertThat(settings("dpop=accept|dpopNonce=false").requiresNonce()).isFalse();
    }

    @Test
    void protectsAnApplicationByInitParamsAlone() {
        List<String> recorded = new ArrayList<>();
        ReplayStore store = (id, until) -> recorded.add(id);
        attributes.put("store", store);
        BearerTokenFilter filter = new BearerTokenFilter();
        TestDpopKey key = TestDpopKey.generate("EdDSA");
        try (TestIssuer issuer = TestIssuer.start();
                TomcatServer server = TomcatServer.with(filter::doFilter)
                        .servlet("/*", new EchoServlet())
                        .start()) {
            filter.init(config("betterAuthOrigin=" + issuer.origin() + "|dpop=require|replayStoreAttribute=store"));
            String token = issuer.token(t -> t.boundTo(key));
            String uri = server.request("/me").build().uri().toString();

            assertThat(TomcatServer.send(server.request("/me", issuer.token())).body())
                    .contains("not_bound");
            assertThat(TomcatServer.send(server.request("/me")
                                    .header("Authorization", "DPoP " + token)
                                    .header("DPoP", key.proof("GET", uri, token)))
                            .body())
                    .contains("user=test-user");
            assertThat(recorded).hasSize(1);
            filter.destroy();
        }
    }
}
