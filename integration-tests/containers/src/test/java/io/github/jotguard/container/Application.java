package io.github.jotguard.container;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Servlets behind a filter, registered through the Servlet API alone. */
final class Application implements Consumer<ServletContext> {

    private final BearerTokenFilter filter;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private Set<DispatcherType> dispatcherTypes = BearerTokenFilter.dispatcherTypes();

    private Application(BearerTokenFilter filter) {
        this.filter = filter;
    }

    static Application behind(BearerTokenFilter filter) {
        return new Application(filter);
    }

    Application page(String pattern, Page page) {
        pages.put(pattern, page);
        return this;
    }

    Application mappedTo(Set<DispatcherType> types) {
        this.dispatcherTypes = types;
        return this;
    }

    @Override
    public void accept(ServletContext context) {
        FilterRegistration.Dynamic guard = context.addFilter("jotguard", filter);
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(EnumSet.copyOf(dispatcherTypes), false, "/*");
        pages.forEach((pattern, page) -> page(context, pattern, page));
    }

    /** Registers a servlet. */
    static void page(ServletContext context, String pattern, Page page) {
        ServletRegistration.Dynamic servlet = context.addServlet(pattern, new PageServlet(page));
        servlet.setAsyncSupported(true);
        servlet.addMapping(pattern);
    }

    /** The code of a servlet, for all methods. */
    interface Page {
        void answer(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;

        /** Says that it was reached, in a header for HEAD and in the body. */
        static Page marked(String marker) {
            return (request, response) -> {
                response.setHeader("X-Reached", marker);
                response.setContentType("text/plain");
                response.getWriter().write(marker);
            };
        }
    }

    private static final class PageServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            page.answer(request, response);
        }
    }
}
