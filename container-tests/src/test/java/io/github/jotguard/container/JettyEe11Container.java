package io.github.jotguard.container;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Eclipse Jetty with its environment for Jakarta EE 11. */
final class JettyEe11Container implements Container {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @Override
    public Container start(String contextPath, Consumer<ServletContext> application) throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
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

    private Container start(Handler handler) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return this;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}
