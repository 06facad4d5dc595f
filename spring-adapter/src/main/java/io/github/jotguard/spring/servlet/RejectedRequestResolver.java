package io.github.jotguard.spring.servlet;

import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.ServletProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Responds to requests that are rejected because of a parameter of a controller method. Leaves every other exception
 * alone.
 *
 * <p>Internal: may change without notice.
 */
public final class RejectedRequestResolver implements HandlerExceptionResolver, Ordered {

    /** The order before the resolvers of Spring MVC, which have 0 and would respond without challenge and body. */
    private static final int ORDER = -10;

    private final ServletProblems problems;

    public RejectedRequestResolver(ServletProblems problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!(failure instanceof RequestRejectedException rejected)) {
            return null;
        }
        try {
            problems.send(rejected.problem(), request, response);
        } catch (IOException clientGone) {
            return new ModelAndView();
        }
        return new ModelAndView();
    }
}
