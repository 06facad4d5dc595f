package io.github.jotguard.bearer;

import io.github.jotguard.dpop.RecordedProofs;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a request that can prove the possession of a key. Each is read only if it is needed. */
public interface BindingEvidence {

    /** Returns the values of all {@code DPoP} headers (RFC 9449 §4.1). */
    List<String> proofs();

    /** Returns the method of the request as the client sent it, whatever the dispatch. */
    String method();

    /** Returns the absolute URI of the request as the client sent it, whatever the dispatch. */
    String uri();

    /** Returns the certificate of the client from the TLS handshake (RFC 8705 §3), or null if there is none. */
    @Nullable
    X509Certificate certificate();

    /** Returns the proofs that this request has recorded already, the same object for all dispatches. */
    RecordedProofs recordedProofs();
}
