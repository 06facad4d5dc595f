package io.github.jotguard.container;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A servlet container on a free port of loopback. Each test run has one kind, which the system property names. */
interface Container extends AutoCloseable {

    /** The path of the page that shows errors of the application. */
    String ERROR_PAGE = "/error";

    /** One of the kind that this test run is about, not started. */
    static Container ofThisRun() {
        String kind = System.getProperty("jotguard.container");
        try {
            return (Container) Class.forName(Container.class.getPackageName() + "." + kind)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("No container " + kind, failure);
        }
    }

    /** Starts with an application that is registered through the Servlet API alone, at the root. */
    default Container start(Consumer<ServletContext> application) throws Exception {
        return start("", application);
    }

    /** Starts with an application that is registered through the Servlet API alone, at a context path or an empty text. */
    Container start(String contextPath, Consumer<ServletContext> application) throws Exception;

    /** Starts with an application that is a directory with a {@code WEB-INF/web.xml}. */
    Container startDirectory(Path webapp) throws Exception;

    int port();

    void stop() throws Exception;

    @Override
    default void close() {
        try {
            stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
