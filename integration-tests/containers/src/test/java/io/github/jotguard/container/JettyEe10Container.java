package io.github.jotguard.container;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;

/** Eclipse Jetty with its environment for Jakarta EE 10. */
final class JettyEe10Container extends JettyContainer {

    @Override
    public Container start(String contextPath, Consumer<ServletContext> application) throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(contextPath(contextPath));
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, ERROR_PAGE);
        context.setErrorHandler(errors);
        context.addServletContainerInitializer((classes, servletContext) -> application.accept(servletContext));
        return start(context);
    }

    @Override
    public Container startDirectory(Path webapp) throws Exception {
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setWar(webapp.toAbsolutePath().toString());
        context.setThrowUnavailableOnStartupException(true);
        return start(context);
    }
}
