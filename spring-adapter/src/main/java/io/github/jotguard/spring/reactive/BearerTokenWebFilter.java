package io.github.jotguard.spring.reactive;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.Credentials;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.servlet.JwtPrincipal;
import io.github.jotguard.spring.problem.VerificationFailedException;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The counterpart of the servlet filter for WebFlux without Spring Security: every path requires a valid token unless
 * it is excluded. Verifies on a thread that may block, because it may wait for keys. A token that was accepted before, or
 * that its text alone rejects, is decided about on the thread of the request.
 *
 * <p>Internal: may change without notice.
 */
public final class BearerTokenWebFilter implements WebFilter, Ordered {

    private static final String ATTRIBUTE = VerifiedJwt.class.getName();

    private final BoundTokenVerifier verifier;
    private final VerificationSchedulers blocking;
    private final ExcludedPaths excluded;
    private final ExcludedPaths optional;
    private final RequiredScopes scopes;
    private final ReactiveRejections rejections;
    private final int order;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SPRING);

    public BearerTokenWebFilter(
            BoundTokenVerifier verifier,
            VerificationSchedulers blocking,
            ExcludedPaths excluded,
            ExcludedPaths optional,
            RequiredScopes scopes,
            ReactiveRejections rejections,
            int order) {
        this.verifier = verifier;
        this.blocking = blocking;
        this.excluded = excluded;
        this.optional = optional;
        this.scopes = scopes;
        this.rejections = rejections;
        this.order = order;
    }

    /** Returns the token that a request was let through with. */
    public static Optional<VerifiedJwt> verifiedJwt(ServerWebExchange exchange) {
        return exchange.getAttributes().get(ATTRIBUTE) instanceof VerifiedJwt jwt ? Optional.of(jwt) : Optional.empty();
    }

    /** Returns the protected paths: all if there is such a filter, otherwise none. */
    public static Set<String> paths(ListableBeanFactory beans) {
        return beans.getBeanProvider(BearerTokenWebFilter.class).stream()
                        .findAny()
                        .isPresent()
                ? Set.of("/**")
                : Set.of();
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange received, WebFilterChain chain) {
        ServerWebExchange exchange = verifier.takesDpop() ? ReactiveDpopCors.prepare(received) : received;
        if (excluded.contains(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        if (!CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            return check(exchange, chain);
        }
        return rejections
                .respondToPreflight(exchange)
                .flatMap(hasResponded -> hasResponded ? Mono.empty() : check(exchange, chain));
    }

    /**
     * Checks first and calls the chain last, outside of every catch block: exceptions of the application stay its own.
     */
    private Mono<Void> check(ServerWebExchange exchange, WebFilterChain chain) {
        RequestCredentials read = RequestCredentials.of(exchange, verifier.takesDpop());
        if (read.problem() != null) {
            return rejections.send(read.problem(), exchange);
        }
        Credentials sent = read.credentials();
        if (sent == null) {
            return optional.contains(exchange.getRequest())
                    ? chain.filter(exchange)
                    : rejections.send(BearerError.missingToken(), exchange);
        }
        List<String> needed = scopes.needed(
                exchange.getRequest().getPath().pathWithinApplication().value());
        ExchangeEvidence evidence = new ExchangeEvidence(exchange);
        Verdict immediate = tryVerify(sent, evidence, needed);
        if (immediate != null) {
            return apply(immediate, sent, exchange, chain);
        }
        return blocking.verify(() -> verify(sent, evidence, needed))
                .onErrorResume(failure -> Mono.just(reject(failure)))
                .flatMap(verdict -> apply(verdict, sent, exchange, chain));
    }

    private Mono<Void> apply(Verdict verdict, Credentials sent, ServerWebExchange exchange, WebFilterChain chain) {
        return verdict instanceof Verdict.Accepted accepted
                ? chain.filter(authenticated(exchange, sent.scheme(), accepted.jwt()))
                : rejections.send(((Verdict.Rejected) verdict).problem(), exchange);
    }

    /** Verifies without waiting; returns null if a thread that may block has to decide. */
    private @Nullable Verdict tryVerify(Credentials sent, ExchangeEvidence evidence, List<String> needed) {
        try {
            Optional<VerifiedJwt> seen = verifier.tryVerify(sent, evidence);
            return seen.isPresent() ? judge(seen.get(), sent, needed) : null;
        } catch (BearerErrorException rejected) {
            return new Verdict.Rejected(rejected.error());
        }
    }

    private Verdict verify(Credentials sent, ExchangeEvidence evidence, List<String> needed) {
        try {
            return judge(verifier.verify(sent, evidence), sent, needed);
        } catch (BearerErrorException rejected) {
            return new Verdict.Rejected(rejected.error());
        }
    }

    /** Checks what this application requires of a verified token. */
    private Verdict judge(VerifiedJwt jwt, Credentials sent, List<String> needed) {
        boolean namesSomebody =
                jwt.claim("sub", String.class).filter(sub -> !sub.isBlank()).isPresent();
        if (!namesSomebody) {
            return new Verdict.Rejected(BearerError.userNotFound().under(sent.scheme()));
        }
        return scopes.areIn(jwt, needed)
                ? new Verdict.Accepted(jwt)
                : new Verdict.Rejected(BearerError.insufficientScope(needed).under(sent.scheme()));
    }

    /** Logs the type of a failure only, because a message may quote a claim. */
    private Verdict reject(Throwable failure) {
        failures.warn(
                "Verifying a token failed, so the request is rejected: {}",
                failure instanceof VerificationFailedException
                        ? failure.getMessage()
                        : failure.getClass().getName());
        return new Verdict.Rejected(BearerError.temporarilyUnavailable());
    }

    private ServerWebExchange authenticated(ServerWebExchange exchange, AuthScheme scheme, VerifiedJwt jwt) {
        if (scheme == AuthScheme.DPOP) {
            verifier.nonce().ifPresent(nonce -> giveNonce(nonce, exchange));
        }
        exchange.getAttributes().put(ATTRIBUTE, jwt);
        return exchange.mutate().principal(Mono.just(new JwtPrincipal(jwt))).build();
    }

    /** Gives the client the nonce for its next proof, in a response that no cache keeps (RFC 9449 §8.2). */
    private static void giveNonce(String nonce, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set("DPoP-Nonce", nonce);
        exchange.getResponse().getHeaders().setCacheControl("no-store");
    }
}
