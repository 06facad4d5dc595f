package io.github.jotguard.bearer;

import io.github.jotguard.ProofOfPossession;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The proof of a client certificate, which the TLS handshake has verified (RFC 8705 §3.1). */
final class CertificateProof implements ProofOfPossession {

    private static final String METHOD = "x5t#S256";

    private final BindingEvidence evidence;

    CertificateProof(BindingEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public boolean covers(String method, String thumbprint) {
        if (!method.equals(METHOD)) {
            return false;
        }
        X509Certificate sent = evidence.certificate();
        return sent != null && thumbprint.equals(thumbprint(sent));
    }

    /** Returns SHA-256 of the DER encoding in base64url. */
    private static String thumbprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("The certificate has no encoding", unreadable);
        }
    }
}
