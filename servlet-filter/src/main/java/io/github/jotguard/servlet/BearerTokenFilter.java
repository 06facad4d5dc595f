package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ChallengeText;
import io.github.jotguard.bearer.DpopChallenge;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that accepts requests with a valid bearer token (RFC 6750), which a {@link JwtVerifier} verifies,
 * and rejects all others. Protects every path it is mapped to unless the path is excluded. Thread-safe; the same
 * instance may be mapped several times.
 *
 * <p>In code, it uses the caller's verifier and does not close it:
 *
 * <pre>{@code
 * BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
 *         .exclude("/health", "/public/*")
 *         .rolesFrom("scope")
 *         .build();
 * FilterRegistration.Dynamic jotguard = servletContext.addFilter("jotguard", filter);
 * jotguard.setAsyncSupported(true);
 * jotguard.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, "/*");
 * }</pre>
 *
 * <p>In {@code web.xml}, it creates its own verifier from init-params and closes it in {@link #destroy()}. If a
 * parameter is missing, unknown or conflicts with another, the filter rejects every request with 503 and logs the cause
 * at ERROR. See the tables in {@code docs/configuration.md}. A value may contain <code>${NAME}</code> or
 * <code>${NAME:default}</code>, which is replaced by a system property, or else by an environment variable.
 *
 * <p>In the application, {@code getUserPrincipal()}, {@code getRemoteUser()}, {@code getAuthType()},
 * {@code isUserInRole()} and {@link #verifiedJwt} return the caller, also in asynchronous processing, forwards and
 * includes. Declare the filter with {@code async-supported}; otherwise no servlet after it can start asynchronous
 * processing.
 *
 * <p>Map it to {@code /*} and to every dispatcher type, which {@link #dispatcherTypes()} lists; in {@code web.xml}
 * write one {@code <dispatcher>} element for each. Then a forward, include or asynchronous dispatch to a protected path
 * requires a token too, from any path; a rejected include is left out. A token is verified once for each request. Error
 * pages are rendered without a token. A dispatch by name ({@code getNamedDispatcher}) has no path of its own; the path
 * of the dispatching page applies.
 *
 * <p>A CORS preflight ({@code OPTIONS} without a token) is rejected like every other request. If browsers call from
 * pages of another origin, map a filter for CORS before this one; it responds to preflights, and adds its headers to
 * rejections.
 *
 * <p>The filter does not check CSRF, and sets no caching headers on the responses of the application.
 */
public final class BearerTokenFilter implements Filter {

    private final FilterLifecycle lifecycle;

    /**
     * Creates a filter for a container, which calls {@link #init} with the init-params of the deployment descriptor. In
     * code, use {@link #builder}.
     */
    public BearerTokenFilter() {
        this(FilterLifecycle.ofInitParams());
    }

    private BearerTokenFilter(FilterLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * Returns a builder for a filter.
     *
     * @param verifier verifies the tokens; the filter does not close it
     */
    public static Builder builder(JwtVerifier verifier) {
        return new Builder(requireNonNull(verifier, "verifier"));
    }

    /**
     * Returns the dispatcher types to map the filter to. Without a mapping for a type, a container does not call the
     * filter for such a dispatch. A page that requires no token could then forward to a page that does.
     *
     * @return all types, in a new set
     */
    public static EnumSet<DispatcherType> dispatcherTypes() {
        return EnumSet.allOf(DispatcherType.class);
    }

    /**
     * Returns the token with which a request was accepted.
     *
     * @return empty for an anonymous request and where the filter is not mapped
     */
    public static Optional<VerifiedJwt> verifiedJwt(ServletRequest request) {
        return request.getAttribute(VerifiedJwt.class.getName()) instanceof VerifiedJwt jwt
                ? Optional.of(jwt)
                : Optional.empty();
    }

    /**
     * Reads the init-params, unless the filter was built in code. Never throws, because some containers drop a filter
     * whose {@code init} throws and serve the application without it. If a class is missing, or a parameter is missing,
     * unknown, unusable or conflicts with another, the filter does not start. It then logs the cause at ERROR and
     * rejects every request with 503.
     */
    @Override
    public void init(FilterConfig config) {
        lifecycle.start(this, config);
    }

    /** Accepts the request and calls the next filter, or rejects it. */
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http && response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("BearerTokenFilter can protect HTTP requests only");
        }
        RequestGuard active = lifecycle.guard();
        if (lifecycle.failedToStart()) {
            StartupFailure.respond(http, httpResponse);
        } else if (active == null) {
            throw new ServletException(
                    "BearerTokenFilter is not initialized: call init, or make it with builder(verifier)");
        } else {
            active.filter(http, httpResponse, chain);
        }
    }

    /** Returns whether a request is for the metadata of this filter's resource, which needs no token. */
    boolean servesMetadata(HttpServletRequest request) {
        RequestGuard active = lifecycle.guard();
        return active != null && !lifecycle.failedToStart() && active.metadata().isAt(request);
    }

    /** Closes the verifier, if the filter created it. After that, a filter from init-params rejects every request. */
    @Override
    public void destroy() {
        lifecycle.stop();
    }

    /** The options of a filter. Not thread-safe; {@link #build()} returns a thread-safe filter. */
    public static final class Builder {

        /** The default realm of challenges (RFC 9110 §11.5). */
        public static final String DEFAULT_REALM = BearerError.DEFAULT_REALM;

        private final JwtVerifier verifier;
        private final PathRulesBuilder paths = new PathRulesBuilder();
        private final List<AuthenticationListener> listeners = new ArrayList<>();
        private final Set<String> decided = new HashSet<>();
        private final ResourceOptions resource = new ResourceOptions();
        private List<String> roleClaims = List.of();
        private List<String> scopeClaims = List.of("scope");
        private Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> principals = JwtPrincipal::of;
        private ErrorResponder responder = ErrorResponder.standard();
        private String realm = DEFAULT_REALM;
        private DpopSettings dpop = DpopSettings.of(DpopMode.REJECT);
        private boolean logsStartupInfo = true;
        private @Nullable String cookieName;

        private Builder(JwtVerifier verifier) {
            this.verifier = verifier;
        }

        /**
         * Excludes paths from protection. They require no token, and a token is ignored.
         *
         * <p>{@code /health} is that path alone; {@code /public/*} is {@code /public} and everything below it, by whole
         * segments. Paths are decoded, relative to the context and case-sensitive. A request whose path has more than
         * one interpretation, such as {@code /public/..;/admin}, is never excluded. May be called several times.
         *
         * @param patterns paths, each with or without {@code /*} at its end
         * @throws IllegalArgumentException if a pattern is not of this form, or is {@code /*}
         */
        public Builder exclude(String... patterns) {
            paths.exclude(patterns);
            return this;
        }

        /**
         * Accepts requests without a token on these paths, as anonymous. An invalid token is still rejected. May be
         * called several times.
         *
         * @param patterns paths, written as for {@link #exclude}
         * @throws IllegalArgumentException if a pattern is not of this form
         */
        public Builder optional(String... patterns) {
            paths.optional(patterns);
            return this;
        }

        /**
         * Turns a verified token into the application's own user, which {@code getUserPrincipal()} then returns. Called
         * once per request, so it should be quick. Default: a {@link JwtPrincipal}, and no user for a token without
         * subject.
         *
         * @param user thread-safe; if it returns empty, the response is 401 {@code user_not_found}; if it throws, 503
         *     {@code temporarily_unavailable}
         * @throws IllegalStateException if it was set before
         */
        public Builder principal(Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> user) {
            decide("principal");
            this.principals = requireNonNull(user, "user");
            return this;
        }

        /**
         * Reads the roles for {@code isUserInRole()} from these claims: strings separated by spaces or arrays of
         * strings. A claim of another type has no roles. Default: no claims, so no caller has a role.
         *
         * @param claims names, or paths with dots such as {@code realm_access.roles}; at least one
         * @throws IllegalArgumentException if there is none, or one is blank
         * @throws IllegalStateException if it was set before
         */
        public Builder rolesFrom(String... claims) {
            decide("rolesFrom");
            this.roleClaims = names("rolesFrom", claims);
            return this;
        }

        /**
         * Requires scopes of every token. A token without all of them gets 403 {@code insufficient_scope} (RFC 6750
         * §3.1).
         *
         * @param all at least one; printable ASCII without space, quote and backslash
         * @throws IllegalArgumentException if there is none, or one has another form
         * @throws IllegalStateException if it was set before
         */
        public Builder requireScope(String... all) {
            decide("requireScope");
            paths.requireScopes(ChallengeText.requireScopes(names("requireScope", all)));
            return this;
        }

        /**
         * Requires more scopes at a path and everything below it, with or without {@code /*}, in upper and lower case.
         * They are also required for every path with more than one interpretation. May be called several times.
         *
         * @param pattern written as for {@link #exclude}
         * @param all at least one; printable ASCII without space, quote and backslash
         * @throws IllegalArgumentException if the pattern is not of the form of {@link #exclude}, there is no scope, or
         *     one has another form
         */
        public Builder requireScopeAt(String pattern, String... all) {
            paths.requireScopesAt(pattern, ChallengeText.requireScopes(names("requireScopeAt", all)));
            return this;
        }

        /**
         * Reads the scopes for {@link #requireScope} from these claims, as {@link #rolesFrom} does. Default:
         * {@code scope}.
         *
         * @param claims such as {@code scp}; at least one
         * @throws IllegalArgumentException if there is none, or one is blank
         * @throws IllegalStateException if it was set before
         */
        public Builder scopeFrom(String... claims) {
            decide("scopeFrom");
            this.scopeClaims = names("scopeFrom", claims);
            return this;
        }

        /**
         * Sets the {@code realm} of challenges. Default: {@value #DEFAULT_REALM}.
         *
         * @param name printable ASCII without quote and backslash
         * @throws IllegalArgumentException if it has another character or is blank
         * @throws IllegalStateException if it was set before
         */
        public Builder realm(String name) {
            decide("realm");
            this.realm = ChallengeText.require("realm", name);
            return this;
        }

        /**
         * Sets the URL of the resource that the filter protects, as users type it into clients. The filter then serves
         * the metadata of the resource (RFC 9728) without a token, at {@code /.well-known/oauth-protected-resource}
         * followed by the path of the URL, and names that address in every challenge. Clients find the authorization
         * servers there: the
         * {@linkplain io.github.jotguard.TrustedIssuer#authorizationServers() issuers with an address} that the
         * verifier trusts. Default: no metadata.
         *
         * <p>It does not change the audience that the verifier expects; that is its own setting. Neither {@code Host}
         * nor a forwarded header changes the document.
         *
         * @param url an absolute https URL, or http to loopback, without fragment and user info
         * @throws IllegalArgumentException if it is not one
         * @throws IllegalStateException if it was set before
         */
        public Builder resource(String url) {
            decide("resource");
            resource.resource(requireNonNull(url, "url"));
            return this;
        }

        /**
         * Sets the {@code resource_name} of the metadata, which clients display. Default: none.
         *
         * @param name in any language, not blank
         * @throws IllegalStateException if it was set before
         */
        public Builder resourceName(String name) {
            decide("resourceName");
            resource.name(requireNonNull(name, "name"));
            return this;
        }

        /**
         * Sets the {@code resource_documentation} of the metadata, a page for developers. Default: none.
         *
         * @param url an absolute http or https URL
         * @throws IllegalStateException if it was set before
         */
        public Builder resourceDocumentation(String url) {
            decide("resourceDocumentation");
            resource.documentation(requireNonNull(url, "url"));
            return this;
        }

        /**
         * Sets the {@code scopes_supported} of the metadata, which clients request if the challenge names no scope.
         * Default: those of {@link #requireScope} and {@link #requireScopeAt}.
         *
         * @param all at least one; printable ASCII without space, quote and backslash
         * @throws IllegalArgumentException if there is none, or one has another form
         * @throws IllegalStateException if it was set before
         */
        public Builder scopesSupported(String... all) {
            decide("scopesSupported");
            resource.scopes(names("scopesSupported", all));
            return this;
        }

        /**
         * Reads the token from this cookie if there is no bearer token in the {@code Authorization} header. Default:
         * cookies are ignored.
         *
         * <p>Browsers send a cookie with every request, whichever site caused it. <strong>With this option the
         * application is open to cross-site request forgery</strong> and requires its own protection. Set the cookie
         * {@code HttpOnly}, {@code Secure} and {@code SameSite=Strict} or {@code Lax}. Change nothing on GET, and check
         * a CSRF token or the {@code Origin} of all other methods.
         *
         * @param name of the cookie; printable ASCII without quote and backslash
         * @throws IllegalArgumentException if it has another character or is blank
         * @throws IllegalStateException if it was set before
         */
        public Builder alsoFromCookie(String name) {
            decide("alsoFromCookie");
            this.cookieName = ChallengeText.require("cookie name", name);
            return this;
        }

        /**
         * Sets the handling of tokens that are bound to a DPoP key (RFC 9449). Default: {@link DpopMode#REJECT}. Tokens
         * that are bound to a client certificate require no setting: the certificate of the connection proves them
         * (RFC 8705 §3).
         *
         * <p>A proof names the URI of its request. Behind a proxy, the container may report another URI: set
         * {@link #resource} or {@link DpopSettings.Builder#publicOrigin}.
         *
         * @param mode the handling; all other options have the defaults of {@link DpopSettings}
         * @throws IllegalStateException if it was set before
         */
        public Builder dpop(DpopMode mode) {
            return dpop(DpopSettings.of(mode));
        }

        /**
         * Sets the handling of tokens that are bound to a DPoP key (RFC 9449), as {@link #dpop(DpopMode)} does.
         *
         * @param settings the rules for proofs; without a public origin, that of {@link #resource} is used, if it is set
         * @throws IllegalStateException if it was set before
         */
        public Builder dpop(DpopSettings settings) {
            decide("dpop");
            this.dpop = requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Changes the responses to rejected requests. Default: {@link ErrorResponder#standard()}.
         *
         * @param changes thread-safe
         * @throws IllegalStateException if it was set before
         */
        public Builder onError(ErrorResponder changes) {
            decide("onError");
            this.responder = requireNonNull(changes, "responder");
            return this;
        }

        /**
         * Adds a listener, which receives the result of each authentication. May be called several times.
         *
         * @param listener quick and thread-safe
         */
        public Builder listener(AuthenticationListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets whether the filter logs the protected paths and the trusted issuers at INFO when a container starts it.
         *
         * @param log true to log (default true)
         */
        public Builder logStartupInfo(boolean log) {
            this.logsStartupInfo = log;
            return this;
        }

        /**
         * Builds the filter. It is thread-safe.
         *
         * @throws IllegalArgumentException if the name or documentation of the resource is unusable
         * @throws IllegalStateException if two rules for the same path conflict, or an option of the metadata is set
         *     without {@link #resource}
         */
        public BearerTokenFilter build() {
            return new BearerTokenFilter(FilterLifecycle.of(guard(), logsStartupInfo));
        }

        RequestGuard guard() {
            PathRules rules = paths.build();
            BoundTokenVerifier tokens = BoundTokenVerifier.of(
                    verifier,
                    resource.origin().map(dpop::withDefaultPublicOrigin).orElse(dpop));
            MetadataEndpoint metadata =
                    new MetadataEndpoint(resource.metadata(verifier, rules.allScopes(), tokens.challenge()));
            return new RequestGuard(
                    rules,
                    new TokenAuthenticator(
                            tokens,
                            new BearerCredentials(cookieName, tokens.takesDpop()),
                            principals,
                            new NamesInClaims(roleClaims)),
                    new NamesInClaims(scopeClaims),
                    new ErrorResponses(challenges(metadata.metadata(), tokens.challenge()), tokens::nonce, responder),
                    new AuthenticationListeners(listeners),
                    metadata);
        }

        private ChallengeParameters challenges(@Nullable ResourceMetadata metadata, @Nullable DpopChallenge announced) {
            ChallengeParameters parameters = ChallengeParameters.ofRealm(realm).withDpop(announced);
            return metadata == null
                    ? parameters
                    : parameters.withResourceMetadata(metadata.resource().metadataUrl());
        }

        private static List<String> names(String setting, String... values) {
            List<String> names = List.of(values);
            if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(setting + " needs at least one name, and none may be blank");
            }
            return names;
        }

        private void decide(String setting) {
            if (!decided.add(setting)) {
                throw new IllegalStateException(setting + " was already set; give all values in one call");
            }
        }
    }
}
