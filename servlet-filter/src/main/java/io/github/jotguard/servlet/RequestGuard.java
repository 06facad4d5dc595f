package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lets a request through, or rejects it. Immutable and thread-safe. */
final class RequestGuard {

    private static final AtomicLong GUARDS = new AtomicLong();

    private final String attributeName = DeclaredFilters.FILTER_CLASS + "." + GUARDS.incrementAndGet();
    private final String anonymousAttribute = attributeName + ".anonymous";
    private final PathRules paths;
    private final TokenAuthenticator authenticator;
    private final NamesInClaims scopes;
    private final ErrorResponses rejections;
    private final AuthenticationListeners audit;
    private final MetadataEndpoint metadata;
    private final ErrorPages errorPages = new ErrorPages(attributeName + ".passed", attributeName + ".errorPage");

    RequestGuard(
            PathRules paths,
            TokenAuthenticator authenticator,
            NamesInClaims scopes,
            ErrorResponses rejections,
            AuthenticationListeners audit,
            MetadataEndpoint metadata) {
        this.paths = paths;
        this.authenticator = authenticator;
        this.scopes = scopes;
        this.rejections = rejections;
        this.audit = audit;
        this.metadata = metadata;
    }

    /** Returns the name of the attribute that holds the caller of a request; each guard has its own. */
    String attributeName() {
        return attributeName;
    }

    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (metadata.isAt(request)) {
            metadata.send(request, response);
            return;
        }
        authenticator.observe(request);
        AuthenticatedCaller known = AuthenticatedCaller.keptIn(request, attributeName);
        List<Optional<String>> leadsTo = RequestPath.allOf(request);
        if (errorPages.isOne(request, response, leadsTo)) {
            errorPages.render(request, leadsTo, () -> proceed(known, request, response, chain));
        } else if (paths.isExcluded(leadsTo)) {
            proceed(known, request, response, chain);
        } else {
            check(known, leadsTo, request, response, chain);
        }
    }

    /** Returns the rules for paths. */
    PathRules paths() {
        return paths;
    }

    /** Returns the protected paths and the trusted issuers, for a log line. */
    String description() {
        return "a valid token is required on every path" + paths + "; trusted: " + authenticator.trusted() + metadata;
    }

    /** Returns what serves the metadata of the resource. */
    MetadataEndpoint metadata() {
        return metadata;
    }

    /**
     * Checks token and scopes. The chain is called outside of every catch block: exceptions of the application stay its
     * own.
     */
    private void check(
            @Nullable AuthenticatedCaller known,
            List<Optional<String>> leadsTo,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        AuthenticatedCaller caller;
        try {
            caller = known == null ? authenticate(leadsTo, request) : known;
            checkScopes(caller, leadsTo);
        } catch (RequestRejection rejected) {
            audit.rejected(rejected, request);
            rejections.send(rejected.rejectionCause(), paths.scopesFor(leadsTo), request, response);
            return;
        }
        if (known == null && isFirstDecision(caller, request)) {
            audit.admitted(caller, request);
        }
        if (known == null && caller != null) {
            authenticator.giveNonce(caller, response);
        }
        proceed(caller, request, response, chain);
    }

    /** Returns the caller, or null for an anonymous request on an optional path. */
    private @Nullable AuthenticatedCaller authenticate(List<Optional<String>> leadsTo, HttpServletRequest request)
            throws RequestRejection {
        request.removeAttribute(VerifiedJwt.class.getName());
        AuthenticatedCaller caller = authenticator.check(request);
        if (caller == null && !paths.isOptional(leadsTo)) {
            throw new RequestRejection(BearerError.missingToken());
        }
        return caller;
    }

    /**
     * Returns whether the decision is to be reported. An anonymous request is reported once, however often it is
     * dispatched to optional paths.
     */
    private boolean isFirstDecision(@Nullable AuthenticatedCaller caller, HttpServletRequest request) {
        if (caller != null) {
            return true;
        }
        boolean first = request.getAttribute(anonymousAttribute) == null;
        request.setAttribute(anonymousAttribute, true);
        return first;
    }

    private void checkScopes(@Nullable AuthenticatedCaller caller, List<Optional<String>> leadsTo)
            throws RequestRejection {
        if (caller == null) {
            return;
        }
        SortedSet<String> needed = paths.scopesFor(leadsTo);
        if (!needed.isEmpty() && !scopes.of(caller.jwt()).containsAll(needed)) {
            throw new RequestRejection(BearerError.insufficientScope(needed).under(caller.scheme()), caller.jwt());
        }
    }

    private void proceed(
            @Nullable AuthenticatedCaller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (caller == null) {
            errorPages.pass(request, () -> chain.doFilter(request, response));
            return;
        }
        caller.keepIn(request, attributeName);
        errorPages.pass(request, () -> chain.doFilter(new AuthenticatedRequest(request, response, caller), response));
    }
}
