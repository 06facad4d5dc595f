package io.github.jotguard.servlet;

import io.github.jotguard.bearer.Credentials;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rules that hold for any {@code Authorization} header, any path, and any request with its dispatches. Every exception
 * is a finding.
 */
final class FuzzTargets {

    private static final String SCHEME = "bearer";
    private static final String TOKEN_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
    private static final BearerCredentials CREDENTIALS = new BearerCredentials(null, false);

    private static final String COOKIE = "of.the.cookie";
    private static final BearerCredentials WITH_COOKIE = new BearerCredentials("session", false);
    private static final String CONTEXT = "/app";

    private static final PathRules RULES = new PathRules(
            List.of(PathPattern.of("/public/*"), PathPattern.of("/health")), Set.of(), Set.of(), Map.of());

    static final RequestOracle REQUESTS = RequestOracle.create();
    static final BearerTokenFilter FILTER = REQUESTS.filter().build();
    static final Filter UPGRADES = upgrades(FILTER);

    private FuzzTargets() {}

    /** Code that needs a token runs only if a good one was sent, for any request and any dispatch. */
    static void request(String text) {
        request(text, UPGRADES, FILTER);
    }

    static SimulatedContainer request(String text, Filter beforeUpgrades, Filter guard) {
        RequestScenario scenario = REQUESTS.scenario(text);
        SimulatedContainer container = new SimulatedContainer(beforeUpgrades, guard, scenario).run();
        REQUESTS.check(scenario, container);
        return container;
    }

    /**
     * Returns the filter that {@link JotguardServletContainerInitializer} registers in an application with this filter.
     */
    private static Filter upgrades(BearerTokenFilter filter) {
        Map<Object, Object> attributes = new ConcurrentHashMap<>();
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                FuzzTargets.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    case "getFilterRegistrations" -> Map.of();
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        UpgradeFilter.activate(filter, new UrlPatterns(List.of("/*")), context);
        return new UpgradeFilter(context);
    }

    /** A token is what stands behind {@code Bearer} and spaces, whole; whoever says {@code Bearer} is never taken for anonymous. */
    static void header(String header) {
        boolean saysBearer = header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
        String token;
        try {
            token = token(CREDENTIALS, new FakeRequest().authorization(header));
        } catch (RequestRejection rejected) {
            if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                throw new AssertionError("another scheme is taken for Bearer");
            }
            return;
        }
        if (token == null && saysBearer) {
            throw new AssertionError("a bearer header is taken for none");
        }
        if (token != null && !(saysBearer && isWhole(token, header.substring(SCHEME.length())))) {
            throw new AssertionError("a token is found that was not sent");
        }
        besideACookie(header, token == null ? COOKIE : token);
        twice(header);
    }

    /** The cookie counts where the header says nothing of a token, and nowhere else. */
    private static void besideACookie(String header, String expected) {
        FakeRequest request = new FakeRequest().authorization(header).cookie("session", COOKIE);
        try {
            if (!expected.equals(token(WITH_COOKIE, request))) {
                throw new AssertionError("a cookie is taken for the header, or the header for the cookie");
            }
        } catch (RequestRejection rejected) {
            throw new AssertionError("a cookie makes a header malformed", rejected);
        }
    }

    private static void twice(String header) {
        String token;
        try {
            token = token(WITH_COOKIE, new FakeRequest().authorization(header).authorization(header));
        } catch (RequestRejection rejected) {
            return;
        }
        throw new AssertionError("one of two headers is taken: " + token);
    }

    private static String token(BearerCredentials credentials, FakeRequest request) throws RequestRejection {
        Credentials found = credentials.find(request.build());
        return found == null ? null : found.token();
    }

    private static boolean isWhole(String token, String behindTheScheme) {
        int spaces = 0;
        while (spaces < behindTheScheme.length() && behindTheScheme.charAt(spaces) == ' ') {
            spaces++;
        }
        String characters = token.replaceFirst("=+$", "");
        return spaces > 0
                && behindTheScheme.substring(spaces).equals(token)
                && !characters.isEmpty()
                && characters.chars().allMatch(c -> TOKEN_CHARACTERS.indexOf(c) >= 0);
    }

    /** An excluded path is excluded by every reading that a container can have of it. */
    static void path(String uri) {
        Set<String> readings = PathReadings.of(uri);
        for (String mapped : readings) {
            Optional<String> canonical = RequestPath.canonical(uri, "", mapped, null);
            if (RULES.isExcluded(List.of(canonical)) && !readings.stream().allMatch(FuzzTargets::isOpen)) {
                throw new AssertionError("excluded, and could be read as one of " + readings);
            }
            if (uri.startsWith("/") && !belowAContext(uri, mapped).equals(canonical)) {
                throw new AssertionError("read in another way below a context");
            }
        }
    }

    /** Divided between servlet path and path info somewhere, which must make no difference. */
    private static Optional<String> belowAContext(String uri, String mapped) {
        int at = uri.length() % (mapped.length() + 1);
        return RequestPath.canonical(CONTEXT + uri, CONTEXT, mapped.substring(0, at), mapped.substring(at));
    }

    private static boolean isOpen(String path) {
        return path.equals("/health") || path.equals("/public") || path.startsWith("/public/");
    }
}
