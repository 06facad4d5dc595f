package io.github.jotguard.example.tasks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts routes behind a servlet, and turns every failure into an answer that says nothing about the inside. */
final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

    private final transient Function<Call, Answer> routes;

    ApiServlet(Function<Call, Answer> routes) {
        this.routes = routes;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(new Call(request)).sendOn(response);
    }

    private Answer answer(Call call) {
        try {
            return routes.apply(call);
        } catch (ApiException rejected) {
            return Answer.problem(rejected);
        } catch (DatabaseUnavailableException unavailable) {
            LOG.warn("The database cannot be used", unavailable);
            return Answer.problem(ApiException.databaseUnavailable());
        } catch (RuntimeException bug) {
            LOG.error("A request failed", bug);
            return Answer.problem(new ApiException(500, "internal_error", "Something went wrong here"));
        }
    }
}
