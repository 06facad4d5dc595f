package io.github.jotguard.servlet;

import io.github.jotguard.bearer.BindingEvidence;
import io.github.jotguard.dpop.RecordedProofs;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proofs of possession that a servlet request comes with. */
record ServletEvidence(HttpServletRequest request) implements BindingEvidence {

    /** The chain of the client, which the container has verified (Servlet 6.0 §3.10). */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    @Override
    public List<String> proofs() {
        Enumeration<String> values = request.getHeaders("DPoP");
        return values == null ? List.of() : Collections.list(values);
    }

    @Override
    public String method() {
        return OriginalRequest.of(request).method();
    }

    @Override
    public String uri() {
        return OriginalRequest.of(request).uri();
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }

    @Override
    public RecordedProofs recordedProofs() {
        return OriginalRequest.of(request).recordedProofs();
    }
}
