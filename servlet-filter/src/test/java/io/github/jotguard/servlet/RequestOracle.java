package io.github.jotguard.servlet;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.servlet.RequestScenario.Step;
import io.github.jotguard.servlet.SimulatedContainer.Execution;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says whether code may have run that needs a token, from the scenario alone and by every lenient reading of a path: it shares nothing with
 * the filter but the three rules that the filter is built with.
 */
final class RequestOracle {

    private static final String SCHEME = "bearer";

    private final String good;
    private final String admin;
    private final String expired;
    private final String forged;
    private final JwtVerifier verifier;

    private RequestOracle(TestIssuer issuer, TestIssuer other) {
        Duration longerThanARun = Duration.ofDays(1);
        this.good = issuer.token(token -> token.expiresIn(longerThanARun));
        this.admin = issuer.token(token -> token.expiresIn(longerThanARun).scope("admin"));
        this.expired = issuer.token(token -> token.expiresIn(longerThanARun.negated()));
        this.forged = other.token(token -> token.issuer(issuer.issuer()).audience(issuer.audience()));
        this.verifier =
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .build());
    }

    static RequestOracle create() {
        try (TestIssuer issuer = TestIssuer.start();
                TestIssuer other = TestIssuer.start()) {
            return new RequestOracle(issuer, other);
        }
    }

    /** The filter with the rules that this oracle knows. */
    BearerTokenFilter.Builder filter() {
        return filterWithoutScopes().requireScopeAt("/admin/*", "admin");
    }

    BearerTokenFilter.Builder filterWithoutScopes() {
        return BearerTokenFilter.builder(verifier)
                .exclude("/public/*", "/health")
                .optional("/maybe/*");
    }

    /** With tokens in the place of their names. */
    RequestScenario scenario(String text) {
        return RequestScenario.of(text.replace("{good}", good)
                .replace("{admin}", admin)
                .replace("{expired}", expired)
                .replace("{forged}", forged));
    }

    /**
     * Judges what ran.
     *
     * @throws AssertionError if something ran that must not, or did not although its token is good for everything
     */
    void check(RequestScenario scenario, SimulatedContainer container) {
        for (Execution execution : container.executions()) {
            if (!mayRun(scenario, execution)) {
                throw new AssertionError("protected code ran: " + execution);
            }
            if (execution.namesACaller() && !sends(scenario, good) && !sends(scenario, admin)) {
                throw new AssertionError("a caller without a good token: " + execution);
            }
        }
        if (sends(scenario, admin) && container.executions().size() != container.dispatches()) {
            throw new AssertionError("a good token is rejected, ran: " + container.executions());
        }
        if (container.executions().isEmpty() && container.status() < 400) {
            throw new AssertionError("rejected with status " + container.status());
        }
    }

    private boolean mayRun(RequestScenario scenario, Execution execution) {
        Set<String> readings = PathReadings.of(execution.step().path());
        return all(readings, RequestOracle::isOpen)
                || isErrorPage(execution, readings)
                || (isAnonymous(scenario) && all(readings, path -> isOpen(path) || isBelow("/maybe", path)))
                || sends(scenario, admin)
                || (sends(scenario, good) && all(readings, path -> !isBelow("/admin", path.toLowerCase(Locale.ROOT))));
    }

    /** The page that is rendered for an error, or a view of it that no client can request. */
    private static boolean isErrorPage(Execution execution, Set<String> readings) {
        Step errorPage = execution.errorPage();
        return errorPage != null
                && (execution.step().mapped().equals(errorPage.mapped())
                        || all(readings, path -> isBelow("/WEB-INF", path)));
    }

    private static boolean isOpen(String path) {
        return path.equals("/health") || isBelow("/public", path);
    }

    private static boolean isBelow(String parent, String path) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }

    private static boolean all(Set<String> readings, Predicate<String> condition) {
        return readings.stream().allMatch(condition);
    }

    /** At most one credential, and of another scheme. */
    private static boolean isAnonymous(RequestScenario scenario) {
        List<String> credentials = scenario.values("authorization");
        return credentials.size() <= 1 && credentials.stream().noneMatch(RequestOracle::isBearer);
    }

    private static boolean isBearer(String credential) {
        return credential.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && (credential.length() == SCHEME.length() || credential.charAt(SCHEME.length()) == ' ');
    }

    /** Exactly this token, and no other credential (RFC 6750 §2.1). */
    private static boolean sends(RequestScenario scenario, String token) {
        List<String> credentials = scenario.values("authorization");
        if (credentials.size() != 1 || !isBearer(credentials.get(0))) {
            return false;
        }
        String behindTheScheme = credentials.get(0).substring(SCHEME.length());
        return behindTheScheme.startsWith(" ")
                && behindTheScheme.replaceFirst("^ +", "").equals(token);
    }
}
