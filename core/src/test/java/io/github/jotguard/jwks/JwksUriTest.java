package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for a JWKS URI are checked when a key set is built, not when it is used. */
class JwksUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/jwks.json",
                "HTTPS://id.example.com",
                "https://id.example.com:65535/jwks?tenant=a",
                "https://192.0.2.1/jwks",
                "https://[2001:db8::1]/jwks",
                "http://localhost:3000/api/auth/jwks",
                "http://127.0.0.1:3000/jwks",
                "http://127.255.0.9/jwks",
                "http://[::1]:3000/jwks",
            })
    void mayBeHttpsOrThisMachine(String address) {
        try (RemoteJwkSet keys = RemoteJwkSet.at(address)) {
            assertThat(keys.toString()).contains(address.replaceFirst("\\?.*", ""));
        }
        try (RemoteJwkSet keys = RemoteJwkSet.at(URI.create(address))) {
            assertThat(keys.status().source()).isEqualTo(address.replaceFirst("\\?.*", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/jwks.json",
                "http://localhost.example.com/jwks",
                "http://127.0.0.1.example.com/jwks",
                "http://example.com/localhost",
                "http://192.168.0.1/jwks",
                "http://169.254.169.254/latest",
                "http://[::2]/jwks",
                "http://0.0.0.0/jwks",
                "file:///etc/passwd",
                "ftp://id.example.com/jwks",
                "jar:https://id.example.com/a.jar!/jwks",
                "data:application/json,{}",
                "gopher://id.example.com/",
                "https:/jwks",
                "https:jwks",
                "//id.example.com/jwks",
                "/jwks",
                "",
                "https://user:password@id.example.com/jwks",
                "https://user@id.example.com/jwks",
                "https://id.example.com/jwks#keys",
                "https://id.example.com:65536/jwks",
                "https://id example.com/jwks",
                "https://id.example.com/\u0000",
            })
    void mayBeNothingElse(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteJwkSet.at(address));
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteJwkSet.discoveredFrom(address));
    }

    @Test
    void mayBeUnencryptedOnlyAfterSayingSo() {
        assertThatNoException().isThrownBy(() -> RemoteJwkSet.builder("http://id.internal/jwks")
                .allowUnencryptedHttp()
                .build()
                .close());
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteJwkSet.builder("ftp://id.internal/jwks")
                .allowUnencryptedHttp()
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@my_host/jwks",
                "https://user:s3cret@id.example.com/jwks",
                "https://user:s3cret@/jwks",
                "https://s3cret@b\u00fccher.example/jwks",
                "https://user:s3cret@id.example.com:port/jwks",
                "https://user:s3cret%@id.example.com/jwks",
                "https://user:s3cret @id.example.com/jwks",
                "ftp://id.example.com/jwks?api_key=s3cret",
                "http://id.example.com/jwks?api_key=s3cret",
                "https://id.example.com/jwks?api_key=s3cret#x",
                "https://id.example.com?api_key=s3cret",
                "?api_key=s3cret",
                "https:/jwks?api_key=s3cret",
            })
    void isNeverShownWithUserInfoOrQuery(String address) {
        for (Function<String, RemoteJwkSet> way : List.<Function<String, RemoteJwkSet>>of(
                RemoteJwkSet::at, RemoteJwkSet::discoveredFrom, text -> RemoteJwkSet.at(URI.create(text)))) {
            try (RemoteJwkSet keys = way.apply(address)) {
                assertThat(keys.toString() + keys.status())
                        .doesNotContain("s3cret")
                        .contains("https://id.example.com");
            } catch (IllegalArgumentException complaint) {
                if (!(complaint.getCause() instanceof URISyntaxException)) { // that of the application's own URI.create
                    assertThat(complaint).hasStackTraceContaining("Exception").hasMessageNotContaining("s3cret");
                }
            }
        }
    }

    /** In words that stand in each way to configure it. */
    @Test
    void namesWhatAllowsItToBeUnencrypted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.at("http://id.internal/jwks"))
                .withMessage("A JWKS URI must use https (http only to this machine, or with allowUnencryptedHttp),"
                        + " but the scheme is http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_host/jwks", "https://user:s3cret@my_host.example.com:8443/jwks?key=s3cret"})
    void namesAnUnderscoreInTheHost(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.at(address))
                .withMessage("The host name of a JWKS URI must not have an underscore, because Java accepts none"
                        + " in a URI. Use another name of the host.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.discoveredFrom(address.replaceFirst("\\?.*", "")))
                .withMessageContaining("underscore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://b\u00fccher.example/jwks", "https://b%C3%BCcher.example/jwks"})
    void namesAHostThatIsNotInAscii(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.at(address))
                .withMessageEndingWith("Write it in the form that begins with xn--.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a..b/jwks", "https://a~b/jwks", "https://id.example.com:port/jwks"})
    void asksForAHostIfTheNameIsNone(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.at(address))
                .withMessageStartingWith("A JWKS URI must have a scheme and a host");
    }

    @Test
    void hasNoQueryIfItIsAnIssuer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.discoveredFrom("https://id.example.com?tenant=a"))
                .withMessageContaining("query");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, RemoteJwkSet.Builder.LARGEST_MAX_BYTES + 1})
    void comesWithABoundedNumberOfBytes(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.builder("https://id.example.com").maxBytes(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, RemoteJwkSet.Builder.LARGEST_MAX_BYTES})
    void comesWithAnyNumberOfBytesWithinBounds(int bytes) {
        assertThatNoException()
                .isThrownBy(() -> RemoteJwkSet.builder("https://id.example.com").maxBytes(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000})
    void takesAsManyKeysAsSaid(int keys) {
        assertThatNoException()
                .isThrownBy(() -> RemoteJwkSet.builder("https://id.example.com").maxKeys(keys));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_001})
    void rejectsANumberOfKeysOutOfBounds(int keys) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteJwkSet.builder("https://id.example.com").maxKeys(keys))
                .withMessage("maxKeys must be between 1 and 5000, but is " + keys);
    }
}
