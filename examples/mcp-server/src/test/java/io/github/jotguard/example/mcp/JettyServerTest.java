package io.github.jotguard.example.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Tag;

/** The same {@code web.xml} on Jetty. */
@Tag("full")
class JettyServerTest extends OfficialClientContract {

    @Override
    AutoCloseable start(int port, String origin, String resource, ExampleDatabase database) throws Exception {
        System.setProperty("BETTER_AUTH_ORIGIN", origin);
        System.setProperty("RESOURCE", resource);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setWar(WebXmlServer.webapp().toString());
        context.setParentLoaderPriority(true);
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute(CasesListener.DATABASE, database.dataSource());
        server.setHandler(context);
        server.start();
        return server::stop;
    }
}
