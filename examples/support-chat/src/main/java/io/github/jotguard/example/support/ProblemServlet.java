package io.github.jotguard.example.support;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers for every path that is nobody's, and for what the container rejects; without a word about the inside. */
public final class ProblemServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            new Problem(status, "rejected_by_container", Problem.title(status)).sendOn(response);
            return;
        }
        new Problem(HttpServletResponse.SC_NOT_FOUND, "not_found", "There is nothing here").sendOn(response);
    }
}
