package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signals that a request is rejected while the parameters of a controller method are resolved. Has no stack trace,
 * because rejecting is normal operation.
 *
 * <p>Internal: may change without notice.
 */
public final class RequestRejectedException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    private final transient BearerError problem;

    public RequestRejectedException(BearerError problem) {
        super(HttpStatusCode.valueOf(problem.status()), problem.detail());
        this.problem = problem;
        getBody().setProperty("code", problem.code());
    }

    public BearerError problem() {
        return problem;
    }

    /**
     * Returns the headers of the response. Others may send it with {@link #getBody()} before us, such as problem
     * details of WebFlux or an exception handler.
     */
    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        headers.setCacheControl("no-store");
        String challenge = problem.challenge(ChallengeParameters.ofRealm(BearerError.DEFAULT_REALM));
        if (challenge != null) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return headers;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
