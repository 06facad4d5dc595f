package io.github.jotguard.example.tasks;

import io.github.jotguard.example.json.Json;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Responds with a problem document to requests that the container itself rejects, such as for a malformed path. */
final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = Logger.getLogger(ProblemValve.class.getName());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ApiException problem = new ApiException(status, "rejected_by_container", StatusTexts.of(status));
        byte[] json = Json.write(problem.json());
        try {
            response.setContentType("application/problem+json");
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
            response.finishResponse();
        } catch (IOException | IllegalStateException clientIsGone) {
            LOG.log(Level.FINE, "A problem could not be sent", clientIsGone);
        }
    }
}
