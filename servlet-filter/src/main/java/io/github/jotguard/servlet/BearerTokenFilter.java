package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeText;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that lets requests through whose bearer token (RFC 6750) a {@link JwtVerifier} accepts, and rejects all others.
 * Protects every path it is mapped to unless the path is excluded. Thread-safe; the same instance may be mapped several times.
 *
 * <p>In code, it is given a verifier, which stays the caller's to close:
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
 * <p>In {@code web.xml}, it makes its own verifier from init-params and closes it in {@link #destroy()}. If a parameter is missing,
 * unknown or contradicts another, the filter answers every request with 503 and logs the cause at ERROR. See the tables in {@code docs/configuration.md}; the values may hold
 * <code>${NAME}</code> and <code>${NAME:otherwise}</code>, which stand for a system property or else an environment variable.
 *
 * <p>Behind it, {@code getUserPrincipal()}, {@code getRemoteUser()}, {@code getAuthType()} and {@code isUserInRole()} speak of the
 * caller, in asynchronous processing, forwards and includes as well; so does {@link #verifiedJwt}. Declare the filter with
 * {@code async-supported}, or no servlet behind it can start asynchronous processing.
 *
 * <p>Map it to {@code /*} and to every dispatcher type, which {@link #dispatcherTypes()} lists; in {@code web.xml} write one
 * {@code <dispatcher>} element for each. Then a forward, include or asynchronous dispatch to a protected path needs a token too, whichever
 * path it comes from; what may not be included is left out. A token is verified once for each request. Error pages are rendered without
 * a token. A dispatch by name ({@code getNamedDispatcher}) has no path of its own: that of the page it comes from decides.
 *
 * <p>A CORS preflight ({@code OPTIONS} without a token) is rejected as every other request. If browsers call from pages of another origin, map
 * a filter for CORS before this one; it answers preflights, and adds its headers to rejections.
 *
 * <p>It does not check CSRF, and sets no caching headers on what the application answers.
 */
public final class BearerTokenFilter implements Filter {

    private final boolean madeInCode;
    private final boolean logsStartupInfo;
    private volatile @Nullable RequestGuard guard;
    private volatile @Nullable AutoCloseable ownVerifier;
    private volatile boolean failedToStart;

    /** For containers, which call {@link #init} with the init-params of the deployment descriptor. In code, use {@link #builder}. */
    public BearerTokenFilter() {
        this.madeInCode = false;
        this.logsStartupInfo = true;
    }

    private BearerTokenFilter(RequestGuard guard, boolean logsStartupInfo) {
        this.madeInCode = true;
        this.logsStartupInfo = logsStartupInfo;
        this.guard = guard;
    }

    /**
     * Begins a filter.
     *
     * @param verifier of the tokens; stays the caller's to close
     */
    public static Builder builder(JwtVerifier verifier) {
        return new Builder(requireNonNull(verifier, "verifier"));
    }

    /**
     * The dispatcher types to map the filter to: all there are, in a new set. A container asks no filter about a forward, include, error or
     * asynchronous dispatch unless it is mapped to that type, so a page that needs no token could lead to one that does.
     */
    public static EnumSet<DispatcherType> dispatcherTypes() {
        return EnumSet.allOf(DispatcherType.class);
    }

    /** The token that a request was let through with; empty for an anonymous one, and where no filter stands. */
    public static Optional<VerifiedJwt> verifiedJwt(ServletRequest request) {
        return request.getAttribute(VerifiedJwt.class.getName()) instanceof VerifiedJwt jwt
                ? Optional.of(jwt)
                : Optional.empty();
    }

    /**
     * Reads the init-params, unless the filter was made in code. Never throws, because some containers drop a filter whose {@code init}
     * throws and serve the application without it. If a parameter is missing, unknown, unusable or contradicts another, or a class is
     * missing, the filter logs the cause at ERROR and answers every request with 503.
     */
    @Override
    public void init(FilterConfig config) {
        try {
            DeclaredFilters.markInitialized(config.getFilterName(), config.getServletContext());
            destroy();
            registerForUpgrades(config);
            configure(config);
            failedToStart = false;
            report(config);
        } catch (Throwable failure) {
            failedToStart = true;
            StartupFailure.log(config, failure);
        }
    }

    private void configure(FilterConfig config) throws ServletException {
        InitParameters parameters = InitParameters.of(config, Placeholders.ofSystem());
        if (madeInCode) {
            parameters.rejectAny("has no effect on a filter that was made in code; remove it");
            return;
        }
        InitParamFilterFactory configured = InitParamFilterFactory.from(parameters, config.getServletContext());
        ownVerifier = configured.ownVerifier();
        guard = configured.guard();
    }

    private void registerForUpgrades(FilterConfig config) {
        ServletContext context = config.getServletContext();
        FilterRegistration registration = context.getFilterRegistration(config.getFilterName());
        if (registration != null) {
            UpgradeFilter.activate(this, new UrlPatterns(registration.getUrlPatternMappings()), context);
        }
    }

    private void report(FilterConfig config) {
        RequestGuard active = guard;
        if (active != null) {
            StartupReport.log(config, active, logsStartupInfo);
        }
    }

    /** Lets the request through or answers it. */
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http && response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("BearerTokenFilter can protect HTTP requests only");
        }
        RequestGuard active = guard;
        if (failedToStart) {
            StartupFailure.answer(http, httpResponse);
        } else if (active == null) {
            throw new ServletException(
                    "BearerTokenFilter is not initialized: call init, or make it with builder(verifier)");
        } else {
            active.filter(http, httpResponse, chain);
        }
    }

    /** Closes the verifier, if the filter made it. A filter that was made from init-params lets nothing through from now on. */
    @Override
    public void destroy() {
        AutoCloseable own = ownVerifier;
        if (own != null) {
            guard = null;
            ownVerifier = null;
            close(own);
        }
    }

    private static void close(AutoCloseable own) {
        try {
            own.close();
        } catch (Exception undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }

    /** The options of a filter. Not thread-safe; {@link #build()} gives what is. */
    public static final class Builder {

        /** The protection space that challenges name unless said otherwise (RFC 9110 §11.5). */
        public static final String DEFAULT_REALM = BearerError.DEFAULT_REALM;

        private final JwtVerifier verifier;
        private final List<PathPattern> excluded = new ArrayList<>();
        private final List<PathPattern> optional = new ArrayList<>();
        private final Set<String> scopesEverywhere = new HashSet<>();
        private final Map<PathPattern, Set<String>> scopesAt = new LinkedHashMap<>();
        private final List<AuthenticationListener> listeners = new ArrayList<>();
        private final Set<String> decided = new HashSet<>();
        private List<String> roleClaims = List.of();
        private List<String> scopeClaims = List.of("scope");
        private Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> principals = JwtPrincipal::of;
        private ErrorResponder responder = ErrorResponder.standard();
        private String realm = DEFAULT_REALM;
        private boolean logsStartupInfo = true;
        private @Nullable String cookieName;

        private Builder(JwtVerifier verifier) {
            this.verifier = verifier;
        }

        /**
         * Paths that need no token; none is looked at there. {@code /health} is that path alone, {@code /public/*} is {@code /public} and
         * everything below it, by whole segments; decoded, relative to the context, case and all. A request whose path can be read in more
         * than one way, such as {@code /public/..;/admin}, is never excluded. May be called several times.
         *
         * @throws IllegalArgumentException if a pattern is not of this form, or is {@code /*}
         */
        public Builder exclude(String... patterns) {
            List<PathPattern> parsed = parse(patterns);
            if (parsed.stream().anyMatch(PathPattern::isEverything)) {
                throw new IllegalArgumentException(
                        "exclude(\"/*\") would protect nothing; do not register the filter instead");
            }
            excluded.addAll(parsed);
            return this;
        }

        /**
         * Paths, written as for {@link #exclude}, where a request without a token is let through with no caller. A bad token is rejected
         * all the same. May be called several times.
         *
         * @throws IllegalArgumentException if a pattern is not of this form
         */
        public Builder optional(String... patterns) {
            optional.addAll(parse(patterns));
            return this;
        }

        /**
         * Turns a verified token into the application's own user, which {@code getUserPrincipal()} then gives. Empty: the answer is 401
         * {@code user_not_found}. What it throws becomes 503 {@code temporarily_unavailable}. Called once per request, so it should be
         * quick. Default: a {@link JwtPrincipal}, and no user for a token without subject.
         */
        public Builder principal(Function<? super VerifiedJwt, ? extends Optional<? extends Principal>> user) {
            decide("principal");
            this.principals = requireNonNull(user, "user");
            return this;
        }

        /**
         * The claims that hold the roles for {@code isUserInRole()}: strings separated by spaces or arrays of strings; anything else
         * gives none. A dot goes into a claim: {@code realm_access.roles}. Default: nobody is in any role.
         */
        public Builder rolesFrom(String... claims) {
            decide("rolesFrom");
            this.roleClaims = names("rolesFrom", claims);
            return this;
        }

        /** Scopes that every token needs, all of them; else 403 {@code insufficient_scope} (RFC 6750 §3.1). */
        public Builder requireScope(String... all) {
            decide("requireScope");
            scopesEverywhere.addAll(ChallengeText.requireScopes(names("requireScope", all)));
            return this;
        }

        /**
         * Scopes that a token needs besides at a path, all of them. The demand holds for the path and everything below it, whether
         * {@code /*} is written or not, in upper and lower case; and for every path that can be read in more than one way. May be called
         * several times.
         *
         * @throws IllegalArgumentException if the pattern is not of the form of {@link #exclude}
         */
        public Builder requireScopeAt(String pattern, String... all) {
            List<String> scopes = ChallengeText.requireScopes(names("requireScopeAt", all));
            scopesAt.computeIfAbsent(PathPattern.of(pattern), first -> new HashSet<>())
                    .addAll(scopes);
            return this;
        }

        /** The claims that hold the scopes for {@link #requireScope}, such as {@code scp}; read as {@link #rolesFrom}. Default {@code scope}. */
        public Builder scopeFrom(String... claims) {
            decide("scopeFrom");
            this.scopeClaims = names("scopeFrom", claims);
            return this;
        }

        /** The {@code realm} of challenges; default {@value #DEFAULT_REALM}. Printable ASCII without quote and backslash. */
        public Builder realm(String name) {
            decide("realm");
            this.realm = ChallengeText.require("realm", name);
            return this;
        }

        /**
         * Takes the token from this cookie where there is no bearer token in the {@code Authorization} header. Browsers send a cookie
         * with every request, whichever site caused it: <strong>with this option the application is open to cross-site request
         * forgery</strong> and must defend itself. Set the cookie {@code HttpOnly}, {@code Secure} and {@code SameSite=Strict} or
         * {@code Lax}, change nothing on GET, and check a CSRF token or the {@code Origin} of all other methods. Default: cookies are not
         * looked at.
         */
        public Builder alsoFromCookie(String name) {
            decide("alsoFromCookie");
            this.cookieName = ChallengeText.require("cookie name", name);
            return this;
        }

        /** Changes what rejected clients are told. */
        public Builder onError(ErrorResponder changes) {
            decide("onError");
            this.responder = requireNonNull(changes, "responder");
            return this;
        }

        /** Tells this listener how each request went; may be called several times. */
        public Builder listener(AuthenticationListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Whether the filter logs at INFO what it protects and whom it trusts when a container starts it. Default: it does. */
        public Builder logStartupInfo(boolean log) {
            this.logsStartupInfo = log;
            return this;
        }

        /**
         * The filter.
         *
         * @throws IllegalStateException if two rules about the same path contradict each other
         */
        public BearerTokenFilter build() {
            return new BearerTokenFilter(guard(), logsStartupInfo);
        }

        RequestGuard guard() {
            return new RequestGuard(
                    new PathRules(excluded, optional, scopesEverywhere, scopesAt),
                    new TokenAuthenticator(
                            verifier, new BearerCredentials(cookieName), principals, new NamesInClaims(roleClaims)),
                    new NamesInClaims(scopeClaims),
                    new ErrorResponses(realm, responder),
                    new AuthenticationListeners(listeners));
        }

        private static List<PathPattern> parse(String... patterns) {
            return List.of(patterns).stream().map(PathPattern::of).toList();
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
