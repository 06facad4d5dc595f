package io.github.jotguard.spring.security;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.Credentials;
import io.github.jotguard.dpop.DpopRejection;
import io.github.jotguard.spring.problem.VerificationFailedException;
import io.github.jotguard.spring.reactive.ExchangeEvidence;
import io.github.jotguard.spring.reactive.NoEvidence;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Verifies tokens for Spring Security in WebFlux, on a thread that may block because it may wait for keys. A token that
 * was accepted before, or that its text alone rejects, is decided about on the thread of the request, unless code of the
 * application takes part. Spring Security checks neither certificates nor DPoP proofs there, so this decoder does, with the request that the token came with. A
 * token that did not come in its header has no proof.
 *
 * <p>Internal: may change without notice.
 */
public final class ReactiveTokenDecoder implements ReactiveJwtDecoder {

    private final VerifyingJwtDecoder decoder;
    private final BoundTokenVerifier tokens;
    private final VerificationSchedulers blocking;

    public ReactiveTokenDecoder(
            VerifyingJwtDecoder decoder, BoundTokenVerifier tokens, VerificationSchedulers blocking) {
        this.decoder = decoder;
        this.tokens = tokens;
        this.blocking = blocking;
    }

    /** Verifies a token without a request, as a bearer token without proof. */
    public static VerifiedJwt verifyAlone(BoundTokenVerifier tokens, String token) throws BearerErrorException {
        return tokens.verify(new Credentials(AuthScheme.BEARER, token), NoEvidence.INSTANCE);
    }

    /** Decodes a token; one that {@link ReactiveDpopTokenConverter} has marked needs the proof of its request. */
    @Override
    public Mono<Jwt> decode(String text) {
        boolean isMarked = text.startsWith(ReactiveDpopTokenConverter.MARK);
        String token = isMarked ? text.substring(ReactiveDpopTokenConverter.MARK.length()) : text;
        return Mono.deferContextual(context -> {
            TokenVerification verification = ExchangeContextFilter.verification(
                    context, alone -> verifyAlone(alone, isMarked), exchange -> ofRequest(exchange, isMarked));
            TokenVerification immediate = isMarked || decoder.hasValidators() ? null : tryVerify(token, context);
            if (immediate != null) {
                return Mono.fromCallable(() -> decoder.decode(token, immediate));
            }
            return blocking.verify(() -> decoder.decode(token, verification))
                    .onErrorMap(VerificationFailedException.class, VerifyingJwtDecoder::unverified);
        });
    }

    private TokenVerification ofRequest(ServerWebExchange exchange, boolean isMarked) {
        return token -> {
            Credentials sent = ReactiveCredentials.of(exchange, tokens);
            boolean isOfHeader =
                    sent != null && sent.token().equals(token) && (!isMarked || sent.scheme() == AuthScheme.DPOP);
            return isOfHeader ? tokens.verify(sent, new ExchangeEvidence(exchange)) : verifyAlone(token, isMarked);
        };
    }

    /** Verifies a token without waiting. Returns the outcome, or null if a thread that may block has to decide. */
    private @Nullable TokenVerification tryVerify(String token, ContextView context) {
        ServerWebExchange exchange = ExchangeContextFilter.exchange(context);
        try {
            Optional<VerifiedJwt> seen = exchange == null ? tryVerifyAlone(token) : tryVerify(token, exchange);
            return seen.isPresent() ? same -> seen.get() : null;
        } catch (BearerErrorException rejected) {
            return same -> {
                throw rejected;
            };
        }
    }

    private Optional<VerifiedJwt> tryVerify(String token, ServerWebExchange exchange) throws BearerErrorException {
        Credentials sent = ReactiveCredentials.of(exchange, tokens);
        return sent != null && sent.token().equals(token)
                ? tokens.tryVerify(sent, new ExchangeEvidence(exchange))
                : tryVerifyAlone(token);
    }

    private Optional<VerifiedJwt> tryVerifyAlone(String token) throws BearerErrorException {
        return tokens.tryVerify(new Credentials(AuthScheme.BEARER, token), NoEvidence.INSTANCE);
    }

    private VerifiedJwt verifyAlone(String token, boolean isMarked) throws BearerErrorException {
        if (isMarked) {
            throw new BearerErrorException(BearerError.rejected(DpopRejection.INVALID_DPOP_PROOF));
        }
        return verifyAlone(tokens, token);
    }
}
