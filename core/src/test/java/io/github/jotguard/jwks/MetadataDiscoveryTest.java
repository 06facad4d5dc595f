package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.json.LogSanitizer;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys found through the issuer's own metadata. */
class MetadataDiscoveryTest {

    private static final String ISSUER = "https://id.example.com/tenant";
    private static final String OPENID = ISSUER + "/.well-known/openid-configuration";
    private static final String OAUTH = "https://id.example.com/.well-known/oauth-authorization-server/tenant";
    private static final String KEYS = "https://keys.example.com/jwks";

    private final Map<String, Object> web = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final MetadataDiscovery discovery = discovery(ISSUER);
    private URI known;

    private MetadataDiscovery discovery(String issuer) {
        return new MetadataDiscovery(issuer, this::fetch, false);
    }

    private JwkSetFetcher.Response fetch(URI uri) throws IOException {
        asked.add(uri.toString());
        Object answer = web.getOrDefault(uri.toString(), new JwkSetFetchException("HTTP status 404"));
        if (answer instanceof IOException failure) {
            throw failure;
        }
        return new JwkSetFetcher.Response(answer.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private JwkSetFetcher.Response fetch() throws Exception {
        return fetch(known, known == null);
    }

    private JwkSetFetcher.Response fetch(URI known, boolean isMetadataDue) throws Exception {
        return fetch(discovery, known, isMetadataDue);
    }

    private JwkSetFetcher.Response fetch(MetadataDiscovery of, URI known, boolean isMetadataDue) throws Exception {
        return of.fetch(known, isMetadataDue, new JwkSetSource.Progress() {
            @Override
            public void metadataRead(URI jwksUri, Optional<Duration> maxAge) {
                MetadataDiscoveryTest.this.known = jwksUri;
            }

            @Override
            public void notice(String text) {
                notices.add(text);
            }
        });
    }

    private static String metadata(String issuer, String jwksUri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\"}";
    }

    @Test
    void findsTheAddressOnceAndKeepsIt() throws Exception {
        web.put(OPENID, metadata(ISSUER, KEYS));
        web.put(KEYS, "{}");
        fetch();
        fetch();

        assertThat(asked).containsExactly(OPENID, KEYS, KEYS);
    }

    @Test
    void looksWhereRfc8414SaysIfTheFirstPlaceIsEmpty() throws Exception {
        web.put(OAUTH, metadata(ISSUER, KEYS));
        web.put(KEYS, "{}");
        fetch();

        assertThat(asked).containsExactly(OPENID, OAUTH, KEYS);
    }

    @Test
    void looksThereTooIfTheFirstPlaceIsAWebPage() throws Exception {
        web.put(OPENID, "<!doctype html>");
        web.put(OAUTH, metadata(ISSUER, KEYS));
        web.put(KEYS, "{}");
        fetch();

        assertThat(asked).containsExactly(OPENID, OAUTH, KEYS);
    }

    @Test
    void doesNotAskTwiceAnIssuerThatDoesNotAnswer() {
        web.put(OPENID, new ConnectException("refused"));

        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::fetch);
        assertThat(asked).containsExactly(OPENID);
    }

    @Test
    void doesNotAskTwiceAnIssuerThatAsksForPatience() {
        web.put(OPENID, new JwkSetFetchException("HTTP status 503", Duration.ofSeconds(7)));

        assertThatExceptionOfType(JwkSetFetchException.class)
                .isThrownBy(this::fetch)
                .satisfies(told -> assertThat(told.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(asked).containsExactly(OPENID);
    }

    @Test
    void usesTheKnownAddressIfReadingTheMetadataAgainFails() throws Exception {
        web.put(OPENID, metadata(ISSUER, KEYS));
        web.put(KEYS, "{}");
        fetch();
        web.put(OPENID, new ConnectException("refused"));
        fetch(known, true);
        web.put(OPENID, metadata("https://evil.example.com", KEYS + "2"));
        fetch(known, true);

        assertThat(asked).containsExactly(OPENID, KEYS, OPENID, KEYS, OPENID, KEYS);
        assertThat(notices)
                .containsExactly(
                        "the metadata cannot be read again (no connection), so the last known JWKS URI is used",
                        "the metadata cannot be read again (metadata of another issuer: "
                                + "https://evil.example.com), so the last known JWKS URI is used");
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com,  https://id.example.com/.well-known/openid-configuration,"
                + " https://id.example.com/.well-known/oauth-authorization-server",
        "https://id.example.com/, https://id.example.com/.well-known/openid-configuration,"
                + " https://id.example.com/.well-known/oauth-authorization-server",
        "https://id.example.com:8443/a/b/, https://id.example.com:8443/a/b/.well-known/openid-configuration,"
                + " https://id.example.com:8443/.well-known/oauth-authorization-server/a/b",
    })
    void knowsBothPlaces(String issuer, String first, String second) {
        assertThatThrownBy(() -> fetch(discovery(issuer), null, true)).hasMessage("no metadata: HTTP status 404");
        assertThat(asked).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/tenant/",
                "https://id.example.com/Tenant",
                "https://id.example.com",
                "http://id.example.com/tenant",
                "https://ID.example.com/tenant",
                "https://id.example.com:443/tenant",
            })
    void takesTheMetadataOfThisIssuerOnly(String other) {
        web.put(OPENID, metadata(other, KEYS));

        String hint = other.equals(ISSUER + "/") ? " (only the slash at the end differs)" : "";
        assertThatThrownBy(this::fetch).hasMessage("metadata of another issuer: " + other + hint);
        assertThat(asked).containsExactly(OPENID);
    }

    @Test
    void showsNoSecretsOfAnotherIssuer() {
        web.put(OPENID, metadata("https://user:s3cret@evil.example.com/a?key=s3cret", KEYS));

        assertThatThrownBy(this::fetch).hasMessage("metadata of another issuer: https://evil.example.com/a");
    }

    @Test
    void showsAnotherIssuerInPrintableCharacters() {
        web.put(OPENID, metadata("a b\u00e4\\n\\\\c#\\ns3cret", KEYS));

        assertThatThrownBy(this::fetch).hasMessage("metadata of another issuer: a b\\u00e4\\u000a\\u005cc");
    }

    @Test
    void cutsALongNameOfAnotherIssuer() {
        web.put(OPENID, metadata("a".repeat(LogSanitizer.MAX_LENGTH), KEYS));
        assertThatThrownBy(this::fetch)
                .hasMessage("metadata of another issuer: " + "a".repeat(LogSanitizer.MAX_LENGTH));
        web.put(OPENID, metadata("a".repeat(LogSanitizer.MAX_LENGTH + 1), KEYS));
        assertThatThrownBy(this::fetch)
                .hasMessage("metadata of another issuer: " + "a".repeat(LogSanitizer.MAX_LENGTH) + "...");
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH})
    void doesNotTakeMetadataForKeys(String address) {
        web.put(OPENID, metadata(ISSUER, address));

        assertThatThrownBy(this::fetch).hasMessage("metadata with a jwks_uri that points to metadata");
        assertThat(asked).containsExactly(OPENID);
    }

    @ParameterizedTest
    @CsvSource({
        "http://keys.example.com/jwks,          ': http, not https'",
        "HTTP://keys.example.com/jwks,          ': http, not https'",
        "http://127.0.0.1/jwks,                 ': http, not https'",
        "http://localhost:8080/admin,           ': http, not https'",
        "http://my_keys.example.com/jwks,       ': http, not https'",
        "https://my_keys.example.com/jwks,      ': an underscore in the host name'",
        "https://s3cret@my_keys:8443/jwks,      ': an underscore in the host name'",
        "https://keys.example.com:8443_1/jwks,  ''",
        "file:///etc/passwd,                    ''",
        "https://user@keys.example.com/jwks,    ''",
        "https://keys.example.com/a b,          ''",
        "/jwks,                                 ''",
        "'',                                    ''",
    })
    void goesNowhereElseThanToHttps(String address, String why) {
        web.put(OPENID, metadata(ISSUER, address));

        assertThatThrownBy(this::fetch).hasMessage("metadata with a jwks_uri that is not allowed" + why);
        assertThat(asked).containsExactly(OPENID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                             | metadata without"
                        + " issuer",
                "{\"issuer\":\"https://id.example.com/tenant\"}                                 | metadata without"
                        + " jwks_uri",
                "{\"issuer\":\"https://id.example.com/tenant\",\"jwks_uri\":7}                  | metadata without"
                        + " jwks_uri",
                "{\"issuer\":\"https://id.example.com/tenant\",\"jwks_uri\":null}               | metadata without"
                        + " jwks_uri",
                "{\"issuer\":null,\"jwks_uri\":\"https://keys.example.com/jwks\"}               | metadata without"
                        + " issuer",
                "{\"issuer\":\"https://id.example.com/tenant\",\"issuer\":\"https://a.example\"}| metadata that are"
                        + " not a JSON object; at the place of RFC 8414: no metadata: HTTP status 404",
                "-----BEGIN CERTIFICATE-----                                                    | metadata that are"
                        + " not a JSON object: a PEM file; at the place of RFC 8414: no metadata: HTTP status 404",
                "<html>                                                                         | metadata that are"
                        + " not a JSON object: an HTML page; at the place of RFC 8414: no metadata: HTTP status 404",
            })
    void rejectsMetadataThatDoNotSayIt(String metadata, String why) {
        web.put(OPENID, metadata);

        assertThatThrownBy(this::fetch).hasMessage(why);
    }

    @Test
    void worksOverHttpWithOneDeadlineForBothRequests() {
        try (TestIssuer issuer = TestIssuer.builder().discovery(true).start();
                RemoteJwkSet keys = RemoteJwkSet.discoveredFrom(issuer.issuer())) {
            keys.preload();

            assertThat(keys.status().keyIds()).containsExactly(issuer.keyId());
            assertThat(keys.status().source()).isEqualTo("the metadata of " + issuer.issuer());
        }
        RefreshPolicy policy =
                RefreshPolicy.builder().fetchDeadline(Duration.ofMillis(400)).build();
        try (TestIssuer issuer = TestIssuer.builder().discovery(true).start();
                RemoteJwkSet keys = RemoteJwkSet.discoveryBuilder(issuer.issuer())
                        .refreshPolicy(policy)
                        .build()) {
            issuer.hang();
            keys.preload();

            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
            assertThat(keys.status().lastError())
                    .contains("no complete response within PT0.4S, waiting for " + "the response");
        }
    }
}
