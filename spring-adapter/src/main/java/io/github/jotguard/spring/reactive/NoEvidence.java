package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.BindingEvidence;
import io.github.jotguard.dpop.RecordedProofs;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of a token without a request: none.
 *
 * <p>Internal: may change without notice.
 */
public enum NoEvidence implements BindingEvidence {
    /** The only one. */
    INSTANCE;

    @Override
    public List<String> proofs() {
        return List.of();
    }

    @Override
    public String method() {
        return "";
    }

    @Override
    public String uri() {
        return "";
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return null;
    }

    @Override
    public RecordedProofs recordedProofs() {
        return new RecordedProofs();
    }
}
