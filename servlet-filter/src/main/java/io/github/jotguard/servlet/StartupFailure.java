package io.github.jotguard.servlet;

import io.github.jotguard.bearer.ProblemDocument;
import io.github.jotguard.logging.LoggerNames;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports a filter that could not start, and responds in its place. Works without the classes of core and of SLF4J. */
final class StartupFailure {

    private static final String EFFECT = "The filter did not start and rejects every request with 503. ";
    private static final String RETRY_AFTER_SECONDS = "5";
    /** The body that core has for {@code temporarily_unavailable}, copied because core may be missing. */
    static final BearerErrorResponse.Body BODY = new BearerErrorResponse.Body(
            ProblemDocument.CONTENT_TYPE,
            "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                    + "\"code\":\"temporarily_unavailable\","
                    + "\"detail\":\"The caller cannot be authenticated at the moment\"}");

    private StartupFailure() {}

    /** Logs at ERROR, or in the container's log where SLF4J or its provider is missing. Throws nothing. */
    static void log(FilterConfig config, Throwable failure) {
        if (!isLogged(failure)) {
            logByContainer(config, failure);
        }
    }

    private static boolean isLogged(Throwable failure) {
        try {
            return Slf4j.log(failure);
        } catch (Throwable noSlf4j) {
            return false;
        }
    }

    private static void logByContainer(FilterConfig config, Throwable failure) {
        try {
            config.getServletContext().log(EFFECT + failure, failure);
        } catch (Throwable noLog) {
            // the filter responds with 503 all the same
        }
    }

    static void respond(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        BODY.send(request, response);
    }

    /** Logging by SLF4J, loaded only when something is logged. */
    private static final class Slf4j {

        private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SERVLET);

        private Slf4j() {}

        /**
         * Logs a failure. The message of our own exception is enough; any other needs its stack trace too.
         *
         * @return false if the logger does not log at ERROR, for example without a provider of SLF4J
         */
        static boolean log(Throwable failure) {
            if (!LOG.isErrorEnabled()) {
                return false;
            }
            if (failure instanceof ServletException complaint) {
                LOG.error("{}{}", EFFECT, complaint.getMessage());
            } else {
                LOG.error("{}{}", EFFECT, failure, failure);
            }
            return true;
        }
    }
}
