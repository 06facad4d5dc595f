package io.github.jotguard.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/**
 * The guard of a {@link BearerTokenFilter} between its {@code init} and its {@code destroy}, and the verifier that it
 * has to close. Thread-safe for readers; a container calls {@link #start} and {@link #stop} one after the other.
 */
final class FilterLifecycle {

    private final boolean madeInCode;
    private final boolean logsStartupInfo;
    private volatile @Nullable RequestGuard guard;
    private volatile @Nullable AutoCloseable ownVerifier;
    private volatile boolean failedToStart;

    private FilterLifecycle(boolean madeInCode, @Nullable RequestGuard guard, boolean logsStartupInfo) {
        this.madeInCode = madeInCode;
        this.guard = guard;
        this.logsStartupInfo = logsStartupInfo;
    }

    static FilterLifecycle ofInitParams() {
        return new FilterLifecycle(false, null, true);
    }

    static FilterLifecycle of(RequestGuard guard, boolean logsStartupInfo) {
        return new FilterLifecycle(true, guard, logsStartupInfo);
    }

    /** Returns null if the filter was not started, did not start or is stopped. */
    @Nullable
    RequestGuard guard() {
        return guard;
    }

    /** Returns the verifier that {@link #stop} closes; null if the application closes its own. */
    @Nullable
    AutoCloseable ownVerifier() {
        return ownVerifier;
    }

    boolean failedToStart() {
        return failedToStart;
    }

    /** Never throws: a failure is logged, and {@link #failedToStart} returns true from then on. */
    void start(BearerTokenFilter filter, FilterConfig config) {
        try {
            DeclaredFilters.markInitialized(config.getFilterName(), config.getServletContext());
            stop();
            registerForUpgrades(filter, config);
            configure(config);
            failedToStart = false;
            report(config);
        } catch (Throwable failure) {
            failedToStart = true;
            StartupFailure.log(config, failure);
            if (failure instanceof InterruptedException) { // not by a class of core, which may be missing
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the verifier, if the filter created it, after the guard is gone. */
    void stop() {
        AutoCloseable own = ownVerifier;
        if (own != null) {
            guard = null;
            ownVerifier = null;
            close(own);
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

    private static void registerForUpgrades(BearerTokenFilter filter, FilterConfig config) {
        ServletContext context = config.getServletContext();
        FilterRegistration registration = context.getFilterRegistration(config.getFilterName());
        if (registration != null) {
            UpgradeFilter.activate(filter, new UrlPatterns(registration.getUrlPatternMappings()), context);
        }
    }

    private void report(FilterConfig config) {
        RequestGuard active = guard;
        if (active != null) {
            FilterReport.log(config, active, logsStartupInfo);
        }
    }

    private static void close(AutoCloseable own) {
        try {
            own.close();
        } catch (Exception undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
