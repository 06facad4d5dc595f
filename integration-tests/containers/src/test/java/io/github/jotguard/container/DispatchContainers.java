package io.github.jotguard.container;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One application twice: behind a filter for requests only, and behind one for every dispatch. */
record DispatchContainers(TestIssuer issuer, JwtVerifier verifier, Container requestsOnly, Container everyDispatch)
        implements AutoCloseable {

    /** Starts an application with these pages behind a filter. */
    static DispatchContainers start(Function<JwtVerifier, BearerTokenFilter> filter, UnaryOperator<Application> pages)
            throws Exception {
        TestIssuer issuer = TestIssuer.start();
        JwtVerifier verifier =
                JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
        return new DispatchContainers(
                issuer,
                verifier,
                start(pages.apply(
                        Application.behind(filter.apply(verifier)).mappedTo(EnumSet.of(DispatcherType.REQUEST)))),
                start(pages.apply(
                        Application.behind(filter.apply(verifier)).mappedTo(BearerTokenFilter.dispatcherTypes()))));
    }

    private static Container start(Application application) throws Exception {
        return Container.ofThisRun().start(application);
    }

    @Override
    public void close() {
        requestsOnly.close();
        everyDispatch.close();
        verifier.close();
        issuer.close();
    }
}
