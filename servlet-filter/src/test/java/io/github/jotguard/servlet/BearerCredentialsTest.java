package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerCredentialsTest {

    private static final BearerCredentials HEADER_ONLY = new BearerCredentials(null, false);
    private static final BearerCredentials WITH_COOKIE = new BearerCredentials("token", false);

    private static Credentials bearer(String token) {
        return new Credentials(AuthScheme.BEARER, token);
    }

    @Test
    void takesTheSchemeOfBoundTokensIfItIsSet() throws RequestRejection {
        BearerCredentials both = new BearerCredentials("token", true);
        FakeRequest request = new FakeRequest().authorization("DPoP a.b.c").cookie("token", "d.e.f");

        assertThat(both.find(request.build())).isEqualTo(new Credentials(AuthScheme.DPOP, "a.b.c"));
        assertThat(WITH_COOKIE.find(request.build())).isEqualTo(bearer("d.e.f"));
        assertThat(both.find(new FakeRequest().cookie("token", "d.e.f").build()))
                .isEqualTo(bearer("d.e.f"));
        assertThat(rejectionOf(new FakeRequest().authorization("DPoP ").cookie("token", "d.e.f"), both)
                        .scheme())
                .isEqualTo(AuthScheme.DPOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "bEaReR a.b.c",
                "Bearer  a.b.c",
                "Bearer      a.b.c"
            })
    void takesTheSchemeInAnyCaseAndWithSeveralSpaces(String header) throws RequestRejection {
        assertThat(HEADER_ONLY.find(new FakeRequest().authorization(header).build()))
                .isEqualTo(bearer("a.b.c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b.c", "A-z_0~9+/.x", "abc=", "abc=="})
    void takesEveryTextOfTheTokenSyntax(String token) throws RequestRejection {
        FakeRequest request = new FakeRequest().authorization("Bearer " + token);

        assertThat(HEADER_ONLY.find(request.build())).isEqualTo(bearer(token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer,",
                "Bearer ,",
                "Bearer\ta.b.c",
                "Bearer \ta.b.c",
                "Bearer a.b.c ",
                "Bearer a.b.c\t",
                "Bearer a.b.c d.e.f",
                "Bearer a.b.c, d.e.f",
                "Bearer a.b.c,Bearer d.e.f",
                "Bearer \"a.b.c\"",
                "Bearer token=a.b.c",
                "Bearer =",
                "Bearer a=b",
                "Bearer a.b.c\r\nX: y",
                "Bearer a\u0000b",
                "Bearer a.b.\u00e9",
                "Bearer\u00a0a.b.c",
                "Bearer: a.b.c",
                "Bearer/a.b.c",
                "Bearer=a.b.c"
            })
    void rejectsWhatIsMeantAsABearerTokenButHasAnotherSyntax(String header) {
        assertThat(rejectionOf(new FakeRequest().authorization(header), HEADER_ONLY)
                        .code())
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Basic dTpw",
                "DPoP a.b.c",
                "Bearera.b.c",
                "Bearers a.b.c",
                "XBearer a.b.c",
                " Bearer a.b.c",
                "a.b.c"
            })
    void treatsAnotherSchemeAsNoCredentials(String header) throws RequestRejection {
        assertThat(HEADER_ONLY.find(new FakeRequest().authorization(header).build()))
                .isNull();
    }

    @Test
    void findsNothingWithoutAHeader() throws RequestRejection {
        assertThat(HEADER_ONLY.find(new FakeRequest().build())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer d.e.f", "Bearer a.b.c", "Basic dTpw", "", "nonsense"})
    void rejectsTwoHeadersWhicheverComesFirst(String other) {
        FakeRequest goodFirst = new FakeRequest().authorization("Bearer a.b.c").authorization(other);
        FakeRequest goodLast = new FakeRequest().authorization(other).authorization("Bearer a.b.c");

        assertThat(rejectionOf(goodFirst, HEADER_ONLY).code()).isEqualTo("invalid_request");
        assertThat(rejectionOf(goodLast, HEADER_ONLY).code()).isEqualTo("invalid_request");
    }

    @Test
    void ignoresCookiesUnlessOneIsNamed() throws RequestRejection {
        FakeRequest request = new FakeRequest().cookie("token", "a.b.c");

        assertThat(HEADER_ONLY.find(request.build())).isNull();
        assertThat(WITH_COOKIE.find(request.build())).isEqualTo(bearer("a.b.c"));
    }

    @Test
    void prefersTheHeaderToTheCookie() throws RequestRejection {
        FakeRequest request = new FakeRequest().authorization("Bearer a.b.c").cookie("token", "d.e.f");

        assertThat(WITH_COOKIE.find(request.build())).isEqualTo(bearer("a.b.c"));
    }

    @Test
    void doesNotFallBackToTheCookieFromAMalformedHeader() {
        FakeRequest request = new FakeRequest().authorization("Bearer").cookie("token", "d.e.f");

        assertThat(rejectionOf(request, WITH_COOKIE).code()).isEqualTo("invalid_request");
    }

    @Test
    void rejectsTwoCookiesOfTheName() {
        FakeRequest request = new FakeRequest().cookie("token", "a.b.c").cookie("token", "d.e.f");

        assertThat(rejectionOf(request, WITH_COOKIE).code()).isEqualTo("invalid_request");
    }

    @Test
    void treatsAnEmptyCookieAndOneOfAnotherNameAsNoCredentials() throws RequestRejection {
        FakeRequest request = new FakeRequest().cookie("token", "").cookie("Token", "a.b.c");

        assertThat(WITH_COOKIE.find(request.build())).isNull();
    }

    private static BearerError rejectionOf(FakeRequest request, BearerCredentials credentials) {
        return catchThrowableOfType(RequestRejection.class, () -> credentials.find(request.build()))
                .rejectionCause();
    }
}
