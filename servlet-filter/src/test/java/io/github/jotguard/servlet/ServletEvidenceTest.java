package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class ServletEvidenceTest {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /** The chain begins with the certificate of the client, and the container decides whether there is one. */
    @Test
    void hasNoCertificateUnlessTheContainerHasOne() {
        assertThat(new ServletEvidence(new FakeRequest().build()).certificate()).isNull();
        assertThat(new ServletEvidence(new FakeRequest()
                                .attribute(CERTIFICATES, new X509Certificate[0])
                                .build())
                        .certificate())
                .isNull();
        assertThat(new ServletEvidence(new FakeRequest()
                                .attribute(CERTIFICATES, "certificate")
                                .build())
                        .certificate())
                .isNull();
    }

    @Test
    void hasNoProofWithoutHeader() {
        assertThat(new ServletEvidence(new FakeRequest().build()).proofs()).isEmpty();
    }
}
