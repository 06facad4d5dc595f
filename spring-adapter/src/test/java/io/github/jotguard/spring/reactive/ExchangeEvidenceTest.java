package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.TlsConnection;
import io.github.jotguard.spring.security.FakeCertificate;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ExchangeEvidenceTest {

    private static ExchangeEvidence evidence(@Nullable SslInfo tls) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("https://api.example.com/me?x=1").header("dpop", "a", "b");
        if (tls != null) {
            request.sslInfo(tls);
        }
        return new ExchangeEvidence(MockServerWebExchange.from(request));
    }

    @Test
    void isWhatTheRequestCameWith() {
        assertThat(evidence(null).proofs()).containsExactly("a", "b");
        assertThat(evidence(null).method()).isEqualTo("GET");
        assertThat(evidence(null).uri()).isEqualTo("https://api.example.com/me?x=1");
    }

    @Test
    void hasTheFirstCertificateOfTheChain() {
        X509Certificate client = new FakeCertificate("client");

        assertThat(evidence(new TlsConnection(client, new FakeCertificate("issuer")))
                        .certificate())
                .isSameAs(client);
    }

    @Test
    void hasNoCertificateWithoutAChain() {
        assertThat(evidence(null).certificate()).isNull();
        assertThat(evidence(new TlsConnection((X509Certificate[]) null)).certificate())
                .isNull();
        assertThat(evidence(new TlsConnection()).certificate()).isNull();
    }
}
