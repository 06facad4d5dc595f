package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.settings.InvalidOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdentifierTest {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** RFC 9728 §3.1: between host and path, without the slash of a path that is nothing else. */
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/mcp, /mcp",
        "https://api.example.com/mcp/, /mcp/",
        "https://api.example.com/a/b, /a/b",
        "https://api.example.com, ''",
        "https://api.example.com/, ''",
        "https://api.example.com:8443/mcp, /mcp",
        "https://api.example.com/m%C3%BCcp, /m%C3%BCcp",
        "https://api.example.com/a;b=c, /a;b=c",
        "https://api.example.com//mcp, //mcp",
        "https://api.example.com/.../mcp, /.../mcp",
        "HTTPS://API.example.com/Mcp, /Mcp",
        "https://[2001:db8::1]/mcp, /mcp",
        "http://localhost/mcp, /mcp",
        "http://LOCALHOST:8080/mcp, /mcp",
        "http://127.0.0.1:8080/mcp, /mcp",
        "http://127.255.0.9/mcp, /mcp",
        "http://[::1]:8080/mcp, /mcp"
    })
    void insertsTheWellKnownPathBetweenHostAndPath(String text, String path) {
        ResourceIdentifier resource = ResourceIdentifier.of(text);

        assertThat(resource.value()).isEqualTo(text);
        assertThat(resource.metadataPath()).isEqualTo(WELL_KNOWN + path);
        assertThat(resource.metadataUrl()).isEqualTo(text.replaceFirst("(?<=[^/:])(/.*)?$", "") + WELL_KNOWN + path);
        assertThat(resource.isMetadata(WELL_KNOWN + path, null)).isTrue();
        assertThat(resource.isMetadata(WELL_KNOWN + path, "a=b")).isTrue();
        assertThat(ChallengeText.isValid(resource.metadataUrl())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/",
                "/.well-known/oauth-protected-resource/mcp/",
                "/.well-known/oauth-protected-resource/mcp/x",
                "/.well-known/oauth-protected-resource/MCP",
                "/.well-known/oauth-protected-resource/mc%70",
                "/.well-known/oauth-protected-resource/mcp;x",
                "/.well-known/oauth-protected-resource//mcp",
                "/.well-known//oauth-protected-resource/mcp",
                "/.Well-Known/oauth-protected-resource/mcp",
                "/x/../.well-known/oauth-protected-resource/mcp",
                "/app/.well-known/oauth-protected-resource/mcp",
                "/mcp",
                ""
            })
    void hasItsMetadataAtNoOtherPath(String path) {
        assertThat(ResourceIdentifier.of("https://api.example.com/mcp").isMetadata(path, null))
                .isFalse();
    }

    /** RFC 9728 §3.1 inserts before the query too, so two resources may differ in it alone. */
    @Test
    void keepsTheQueryAndNeedsIt() {
        ResourceIdentifier resource = ResourceIdentifier.of("https://api.example.com/mcp?tenant=a%20b");

        assertThat(resource.metadataUrl()).isEqualTo("https://api.example.com" + WELL_KNOWN + "/mcp?tenant=a%20b");
        assertThat(resource.isMetadata(WELL_KNOWN + "/mcp", "tenant=a%20b")).isTrue();
        assertThat(resource.isMetadata(WELL_KNOWN + "/mcp", "tenant=b")).isFalse();
        assertThat(resource.isMetadata(WELL_KNOWN + "/mcp", null)).isFalse();
        assertThat(ResourceIdentifier.of("https://api.example.com?a=b").metadataUrl())
                .isEqualTo("https://api.example.com" + WELL_KNOWN + "?a=b");
    }

    /** Clients parse the URL and request a token for what that yields, such as https://api.example.com/ for no path. */
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/mcp, ",
        "https://api.example.com/mcp/, ",
        "https://api.example.com:8443/mcp, ",
        "https://api.example.com/, ",
        "https://api.example.com/A%c3%bc?Q=%7e, ",
        "http://[::1]:8080/mcp, ",
        "https://api.example.com, https://api.example.com/",
        "https://API.Example.com/Mcp, https://api.example.com/Mcp",
        "HTTPS://api.example.com/mcp, https://api.example.com/mcp",
        "https://api.example.com:443/mcp, https://api.example.com/mcp",
        "http://localhost:80/mcp, http://localhost/mcp",
        "http://localhost:443/mcp, ",
        "https://api.example.com?a=b, https://api.example.com/?a=b"
    })
    void isTheAudienceAsConfiguredAndAsUrlParsersWriteIt(String text, String other) {
        assertThat(ResourceIdentifier.of(text).audiences())
                .isEqualTo(other == null ? List.of(text) : List.of(text, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.example.com/mcp#part|must not have a fragment",
                "https://api.example.com/mcp#|must not have a fragment",
                "https://user@api.example.com/mcp|must not have user info",
                "https://user:pass-word@api.example.com/mcp|must not have user info",
                "https://@api.example.com/mcp|must not have user info",
                "https://api.example.com./mcp|must not have a dot at the end of its host",
                "https://api.example.com.:8443/mcp|must not have a dot at the end of its host",
                "https://a@api.example.com./mcp|must not have a dot at the end of its host",
                "http://localhost./mcp|must not have a dot at the end of its host",
                "http://127.0.0.1./mcp|must not have a dot at the end of its host",
                "http://api.example.com/mcp|must have the scheme https",
                "http://127.0.0.1.example.com/mcp|must have the scheme https",
                "http://localhost.example.com/mcp|must have the scheme https",
                "http://128.0.0.1/mcp|must have the scheme https",
                "http://[::2]/mcp|must have the scheme https",
                "http://0.0.0.0/mcp|must have the scheme https",
                "ftp://localhost/mcp|must have the scheme https",
                "wss://api.example.com/mcp|must have the scheme https",
                "https:///mcp|must be a",
                "https:mcp|must be an absolute URL",
                "//api.example.com/mcp|must be an absolute URL",
                "/mcp|must be an absolute URL",
                "api.example.com|must be an absolute URL",
                "urn:example:mcp|must be an absolute URL",
                "https://my_api.example.com/mcp|has a host name that Java does not accept",
                "https://api.example.com:/mcp|must have no port or one from 1 to 65535",
                "https://api.example.com:0/mcp|must have no port or one from 1 to 65535",
                "https://api.example.com:65536/mcp|must have no port or one from 1 to 65535",
                "https://api.example.com/a/../mcp|must not have . or .. segments",
                "https://api.example.com/./mcp|must not have . or .. segments",
                "https://api.example.com/..|must not have . or .. segments",
                "https://api.example.com/%2e%2E/mcp|must not have . or .. segments",
                "https://api.example.com/.%2e|must not have . or .. segments",
                "https://api.example.com/m cp|must be a URL in ASCII without spaces",
                "https://api.example.com/mücp|must be a URL in ASCII without spaces",
                "https://api.example.com/a\"b|must be a URL, but",
                "https://api.example.com/a\\b|must be a URL, but",
                "https://api.example.com/%zz|must be a URL, but",
                "https://[::1/mcp|must be a"
            })
    void rejectsWhatNoClientCouldTypeOrTrust(String text, String problem) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> ResourceIdentifier.of(text))
                .satisfies(rejected -> assertThat(rejected.option()).isEqualTo("resource"))
                .satisfies(rejected -> assertThat(rejected.problem())
                        .startsWith(problem)
                        .endsWith(". Write the URL that clients type, such as https://api.example.com/mcp")
                        .doesNotContain("pass-word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " https://api.example.com", "https://api.example.com\n", "https://a\u0000b"})
    void rejectsBlanksAndControlCharacters(String text) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> ResourceIdentifier.of(text))
                .withMessageStartingWith("resource must be a URL in ASCII without spaces. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com:1/mcp", "https://api.example.com:65535/mcp"})
    void acceptsTheLeastAndTheGreatestPort(String text) {
        assertThat(ResourceIdentifier.of(text)).hasToString(text);
    }

    @Test
    void equalsTheSameTextAlone() {
        assertThat(ResourceIdentifier.of("https://api.example.com/mcp"))
                .isEqualTo(ResourceIdentifier.of("https://api.example.com/mcp"))
                .hasSameHashCodeAs(ResourceIdentifier.of("https://api.example.com/mcp"))
                .isNotEqualTo(ResourceIdentifier.of("https://API.example.com/mcp"));
    }
}
