package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationServersTest {

    private static final SharedSecret SECRET = SharedSecret.ofUtf8("Zk9pQ2xvdWQtMjAyNi1xdWl0ZS1yYW5kb20tOTcxMw");

    private static TrustedIssuer.Builder issuer(String iss) {
        return TrustedIssuer.builder(iss, SECRET).audience("api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com",
                "https://id.example.com/realms/a",
                "HTTP://localhost:8080",
                "http://kc:1/"
            })
    void areTheIssuersWithAnAddress(String iss) {
        assertThat(issuer(iss).build().authorizationServers()).containsExactly(iss);
    }

    /** RFC 8414 §2 allows no query and no fragment, and user info can hold a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts.google.com",
                "urn:example:issuer",
                "https://user:word@id.example.com",
                "https://id.example.com?a=b",
                "https://id.example.com#a",
                "ftp://id.example.com",
                "https:///a",
                "not a URL"
            })
    void areNoOtherIssuers(String iss) {
        assertThat(issuer(iss).build().authorizationServers()).isEmpty();
    }

    @Test
    void keepTheirOrderAndLeaveOutWhatTheBuilderLeavesOut() {
        TrustedIssuer two = issuer("b").alsoIssuedAs("https://b.example.com").build();
        TrustedIssuer session =
                issuer("https://a.example.com").withoutAuthorizationServer().build();

        assertThat(two.authorizationServers()).containsExactly("https://b.example.com");
        assertThat(session.authorizationServers()).isEmpty();
        try (JwtVerifier verifier = JwtVerifier.trusting(two, session)) {
            assertThat(verifier.trustedIssuers()).containsExactly(two, session);
        }
    }

    @Test
    void areDecidedOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> issuer("https://a.example.com")
                        .withoutAuthorizationServer()
                        .withoutAuthorizationServer())
                .withMessageContaining("withoutAuthorizationServer()");
    }
}
