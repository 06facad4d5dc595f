package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.settings.InvalidOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceMetadataTest {

    private static final ResourceIdentifier RESOURCE = ResourceIdentifier.of("https://API.example.com/mcp");

    private static ResourceMetadata.Builder metadata() {
        return ResourceMetadata.builder(RESOURCE);
    }

    /** RFC 9728 §3.2: a member without a value is absent. */
    @Test
    void hasNothingThatIsNotConfigured() {
        ResourceMetadata metadata = metadata().build();

        assertThat(metadata.resource()).isEqualTo(RESOURCE);
        assertThat(metadata.hasAuthorizationServers()).isFalse();
        assertThat(metadata()
                        .authorizationServers(List.of("https://id.example.com"))
                        .build()
                        .hasAuthorizationServers())
                .isTrue();
        assertThat(metadata.json())
                .isEqualTo("{\"resource\":\"https://API.example.com/mcp\",\"bearer_methods_supported\":[\"header\"]}");
    }

    @Test
    void hasEveryMemberThatIsConfigured() {
        assertThat(metadata()
                        .authorizationServers(List.of("https://id.example.com/api/auth", "https://b.example.com"))
                        .scopesSupported(List.of("cases:read", "cases:write"))
                        .name("Fälle \"A\"\n\\")
                        .documentation("https://docs.example.com/?a=\u00e9")
                        .dpop(List.of("EdDSA", "ES256"), true)
                        .certificateBound(true)
                        .build()
                        .json())
                .isEqualTo("{\"resource\":\"https://API.example.com/mcp\","
                        + "\"authorization_servers\":[\"https://id.example.com/api/auth\",\"https://b.example.com\"],"
                        + "\"scopes_supported\":[\"cases:read\",\"cases:write\"],"
                        + "\"bearer_methods_supported\":[\"header\"],"
                        + "\"resource_name\":\"Fälle \\\"A\\\"\\u000a\\\\\","
                        + "\"resource_documentation\":\"https://docs.example.com/?a=\u00e9\","
                        + "\"tls_client_certificate_bound_access_tokens\":true,"
                        + "\"dpop_signing_alg_values_supported\":[\"EdDSA\",\"ES256\"],"
                        + "\"dpop_bound_access_tokens_required\":true}");
    }

    @Test
    void leavesOutDpopThatIsNotRequired() {
        assertThat(metadata().dpop(List.of("ES256"), false).build().json())
                .contains("\"dpop_signing_alg_values_supported\":[\"ES256\"]")
                .doesNotContain("dpop_bound_access_tokens_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "docs", "/docs", "ftp://docs.example.com", "https://u@docs.example.com", "https:"})
    void rejectsDocumentationThatIsNoAddressOfAPage(String url) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> metadata().documentation(url))
                .withMessageStartingWith("resourceDocumentation must be an absolute URL. ");
    }

    @Test
    void rejectsABlankName() {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> metadata().name(" "))
                .withMessage("resourceName must not be blank. Write a name or remove it");
    }

    @Test
    void rejectsAScopeThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> metadata().scopesSupported(List.of("a b")));
    }

    @Test
    void isReadableByPagesOfEveryOriginAndForFiveMinutes() {
        ResourceMetadata metadata = metadata().build();

        for (String method : List.of("GET", "HEAD")) {
            MetadataResponse response = MetadataResponse.of(metadata, method);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers())
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .containsEntry("Content-Type", "application/json")
                    .containsEntry("Cache-Control", "public, max-age=300")
                    .hasSize(3);
            assertThat(response.body()).isEqualTo(metadata.json());
        }
    }

    /** The official client sends MCP-Protocol-Version, so a browser asks first. */
    @Test
    void answersAPreflightWithoutContent() {
        MetadataResponse response = MetadataResponse.of(metadata().build(), "OPTIONS");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body()).isNull();
        assertThat(response.headers())
                .containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Access-Control-Allow-Headers", "*")
                .containsEntry("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .containsEntry("Allow", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", ""})
    void allowsNoOtherMethod(String method) {
        MetadataResponse response = MetadataResponse.of(metadata().build(), method);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.body()).isNull();
        assertThat(response.headers())
                .containsEntry("Allow", "GET, HEAD, OPTIONS")
                .containsEntry("Cache-Control", "no-store");
    }
}
