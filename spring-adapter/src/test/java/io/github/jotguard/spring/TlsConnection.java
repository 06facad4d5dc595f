package io.github.jotguard.spring;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.SslInfo;

/** A TLS connection whose client may have sent certificates. */
public final class TlsConnection implements SslInfo {

    private final X509Certificate @Nullable [] chain;

    public TlsConnection(X509Certificate @Nullable ... chain) {
        this.chain = chain;
    }

    @Override
    public @Nullable String getSessionId() {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getPeerCertificates() {
        return chain;
    }
}
