package io.github.jotguard.spring.security;

import io.github.jotguard.ProofOfPossession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The proofs that a filter chain of Spring Security checks for the request of the current thread. These are the client
 * certificate of its TLS connection, and the DPoP proof if the chain authenticates by DPoP. There is none outside of a
 * request.
 *
 * <p>Internal: may change without notice.
 */
public final class ServletRequestProofs implements ProofOfPossession {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    /**
     * The provider that authenticates the access token first and then verifies the proof, its {@code ath} and its key
     * against {@code cnf.jkt}.
     */
    private static final String DPOP_PROVIDER =
            "org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider";

    @Override
    public boolean covers(String method, String thumbprint) {
        return switch (method) {
            case "x5t#S256" -> isCertificate(thumbprint);
            case "jkt" -> isCheckedByDPoPProvider();
            default -> false;
        };
    }

    /**
     * Checks the thumbprint of the client certificate. The container has verified that the client holds the private key
     * (RFC 8705 §3).
     */
    private static boolean isCertificate(String thumbprint) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                && request.getAttribute(CERTIFICATES, RequestAttributes.SCOPE_REQUEST)
                        instanceof X509Certificate[] chain
                && chain.length > 0
                && thumbprint(chain[0]).equals(thumbprint);
    }

    /** Returns the SHA-256 of the DER encoding in base64url without padding (RFC 8705 §3.1). */
    private static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /**
     * Returns whether that provider is on the call stack. This is the only sign that this very token will
     * be verified against a proof. A header of the request is not one, because chains without DPoP ignore it.
     */
    private static boolean isCheckedByDPoPProvider() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(DPOP_PROVIDER)));
    }
}
