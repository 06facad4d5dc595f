package io.github.jotguard.docs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests of a class. Public, because it is called from another class loader. */
public final class UnitRun {

    private UnitRun() {}

    /** Runs the tests of the class with this name; throws unless there are some and all pass. */
    public static void run(String className) throws ClassNotFoundException {
        Class<?> tests = Class.forName(className, true, Thread.currentThread().getContextClassLoader());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTestsSucceededCount() == 0 || summary.getTotalFailureCount() > 0) {
            StringWriter failures = new StringWriter();
            summary.printFailuresTo(new PrintWriter(failures));
            throw new IllegalStateException(summary.getTestsSucceededCount() + " passed\n" + failures);
        }
    }
}
