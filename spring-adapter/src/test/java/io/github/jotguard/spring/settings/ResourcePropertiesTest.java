package io.github.jotguard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.dpop.DpopSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The metadata of the resource that clients read (RFC 9728). */
@ExtendWith(OutputCaptureExtension.class)
class ResourcePropertiesTest {

    private static final String RESOURCE = "https://api.example.com/mcp";
    private static final String NO_LOGIN = "name no authorization server";

    private static JotguardProperties properties(String... settings) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put("jotguard." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("jotguard", JotguardProperties.class);
    }

    private static TrustedIssuer issuer(String name, String iss) {
        return TrustedIssuer.builder(iss, SharedSecret.ofUtf8("a-marked-secret-of-more-than-32-bytes"))
                .audience(name)
                .name(name)
                .build();
    }

    private static ResourceMetadata metadata(JotguardProperties properties, TrustedIssuer... issuers) {
        JwtVerifier.Builder trusting = JwtVerifier.builder();
        Stream.of(issuers).forEach(trusting::trust);
        try (JwtVerifier verifier = trusting.build()) {
            return ResourceProperties.metadata(properties, verifier, DpopProperties.settings(properties, null));
        }
    }

    @Test
    void namesEachAuthorizationServerOnce(CapturedOutput output) {
        ResourceMetadata metadata = metadata(
                properties("resource", RESOURCE),
                issuer("a", "https://id.example.com"),
                issuer("b", "https://id.example.com"),
                issuer("c", "https://login.example.com"));

        assertThat(metadata.json())
                .contains("\"resource\":\"" + RESOURCE + "\"")
                .contains("\"authorization_servers\":[\"https://id.example.com\",\"https://login.example.com\"]")
                .doesNotContain("scopes_supported", "dpop");
        assertThat(output).doesNotContain(NO_LOGIN);
    }

    @Test
    void warnsWhereClientsFindNoLogin(CapturedOutput output) {
        assertThat(metadata(properties("resource", RESOURCE), issuer("a", "no-address"))
                        .json())
                .doesNotContain("authorization_servers");
        assertThat(output).containsOnlyOnce(NO_LOGIN);
    }

    @Test
    void areNoneWithoutAResource(CapturedOutput output) {
        assertThat(metadata(properties(), issuer("a", "no-address"))).isNull();
        assertThat(output).doesNotContain(NO_LOGIN);
    }

    @Test
    void nameTheRequiredScopesUnlessOthersAreSet() {
        assertThat(metadata(
                                properties("resource", RESOURCE, "require-scope", "use", "require-scope-at.[/a]", "a"),
                                issuer("a", "https://id.example.com"))
                        .json())
                .contains("\"scopes_supported\":[\"use\",\"a\"]");
        assertThat(metadata(
                                properties("resource", RESOURCE, "require-scope", "use", "scopes-supported", "b,c"),
                                issuer("a", "https://id.example.com"))
                        .json())
                .contains("\"scopes_supported\":[\"b\",\"c\"]");
    }

    @Test
    void nameTheAlgorithmsOfProofsThatAreTaken() {
        String taken = metadata(
                        properties("resource", RESOURCE, "dpop", "accept", "dpop-algorithms", "ES256"),
                        issuer("a", "https://id.example.com"))
                .json();

        assertThat(taken)
                .contains("\"dpop_signing_alg_values_supported\":[\"ES256\"]")
                .doesNotContain("\"dpop_bound_access_tokens_required\":true");
        assertThat(metadata(properties("resource", RESOURCE, "dpop", "require"), issuer("a", "https://id.example.com"))
                        .json())
                .contains("\"dpop_bound_access_tokens_required\":true");
    }

    @Test
    void demandANonceOnlyIfTold() {
        assertThat(settings("dpop", "accept").requiresNonce()).isFalse();
        assertThat(settings("dpop", "accept", "dpop-nonce", "true").requiresNonce())
                .isTrue();
    }

    private static DpopSettings settings(String... settings) {
        return DpopProperties.settings(properties(settings), null);
    }

    @Test
    void warnOfAContextPathThatHidesThem(CapturedOutput output) {
        ResourceMetadata metadata = metadata(properties("resource", RESOURCE), issuer("a", "https://id.example.com"));
        ResourceProperties.warnOfContextPath(metadata, "/app");

        assertThat(output)
                .containsOnlyOnce("They request /.well-known/oauth-protected-resource/mcp")
                .contains("nothing outside of /app", "on as /app/.well-known/oauth-protected-resource/mcp");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "/"})
    void areFoundWithoutAContextPath(String contextPath, CapturedOutput output) {
        ResourceMetadata metadata = metadata(properties("resource", RESOURCE), issuer("a", "https://id.example.com"));
        ResourceProperties.warnOfContextPath(metadata, contextPath);

        assertThat(output).doesNotContain("Clients cannot find the metadata");
    }

    @Test
    void areNamedInChallenges() {
        assertThat(ResourceProperties.challenges(properties("resource", RESOURCE, "filter.realm", "mine")))
                .satisfies(challenges -> {
                    assertThat(challenges.realm()).isEqualTo("mine");
                    assertThat(challenges.resourceMetadata())
                            .isEqualTo("https://api.example.com/.well-known/oauth-protected-resource/mcp");
                });
        assertThat(ResourceProperties.challenges(properties()).resourceMetadata())
                .isNull();
    }
}
