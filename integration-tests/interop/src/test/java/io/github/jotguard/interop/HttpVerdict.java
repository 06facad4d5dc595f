package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.dpop.DpopMode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;

/**
 * The verdict of an application that is asked over HTTP.
 *
 * @param address of the protected page
 * @param publicAddress of the page, with the origin of the resource if the settings name one
 * @param tls of the application, or null if it has none
 * @param takesDpop whether it announces the scheme {@code DPoP}
 */
record HttpVerdict(String address, String publicAddress, TlsServer tls, boolean takesDpop) {

    /** The response of the protected page of each application. */
    static final String PAGE = "the page";

    private static final String PATH = "/page";

    private static final Http HTTP = Http.plain();

    static HttpVerdict at(int port, TlsServer tls, Settings settings) {
        String origin = (tls == null ? "http" : "https") + "://127.0.0.1:" + port;
        String publicAddress = settings.publicOrigin().orElse(origin) + PATH;
        return new HttpVerdict(origin + PATH, publicAddress, tls, settings.dpop() != DpopMode.REJECT);
    }

    String of(Credential credential) {
        Http.Reply reply = get(credential, publicAddress);
        if (reply.status() == 200) {
            assertThat(reply.body()).isEqualTo(PAGE);
            return Row.ACCEPTED;
        }
        assertThat(reply.status()).as(reply.body()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(401);
        String code = reply.text("code");
        assertThat(reply.header("WWW-Authenticate"))
                .startsWith(scheme(credential, code) + ' ')
                .contains("error=\"" + (code.equals("invalid_dpop_proof") ? code : "invalid_token") + '"');
        return code;
    }

    /** Sends a request whose proof names an address. */
    Http.Reply get(Credential credential, String proven) {
        return client(credential).get(address, credential.headers("GET", proven));
    }

    /** Returns the scheme whose challenge has the error, and so comes first (RFC 9449 §7.1). */
    private String scheme(Credential credential, String code) {
        boolean isOfDpop = credential.key().isPresent() || code.equals("sender_constrained");
        return takesDpop && isOfDpop ? "DPoP" : "Bearer";
    }

    private Http client(Credential credential) {
        if (tls == null) {
            return HTTP;
        }
        try {
            return Http.of(HttpClient.newBuilder()
                    .sslContext(ClientCertificate.context(credential.certificate(), tls.certificate())));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
