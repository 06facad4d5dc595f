package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.BindingEvidence;
import io.github.jotguard.dpop.RecordedProofs;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.server.ServerWebExchange;

/**
 * The proofs of possession that a request in WebFlux comes with.
 *
 * <p>Internal: may change without notice.
 */
public record ExchangeEvidence(ServerWebExchange exchange) implements BindingEvidence {

    private static final String RECORDED = RecordedProofs.class.getName();

    @Override
    public List<String> proofs() {
        return RequestHeaders.of(exchange, "DPoP");
    }

    @Override
    public String method() {
        return exchange.getRequest().getMethod().name();
    }

    @Override
    public String uri() {
        return exchange.getRequest().getURI().toString();
    }

    /** The server has verified the chain, which begins with the certificate of the client. */
    @Override
    public @Nullable X509Certificate certificate() {
        SslInfo tls = exchange.getRequest().getSslInfo();
        X509Certificate[] chain = tls == null ? null : tls.getPeerCertificates();
        return chain == null || chain.length == 0 ? null : chain[0];
    }

    @Override
    public RecordedProofs recordedProofs() {
        return (RecordedProofs) exchange.getAttributes().computeIfAbsent(RECORDED, first -> new RecordedProofs());
    }
}
