package io.github.jotguard.interop.authorizationserver;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Takes the certificate of every client. The server decides by its subject, as a client is registered. */
public final class AnyCertificate implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    /** Returns none, so that clients show a certificate of any authority. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
