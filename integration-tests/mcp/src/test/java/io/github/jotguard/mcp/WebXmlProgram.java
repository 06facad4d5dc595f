package io.github.jotguard.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.mcp.CasesListener;
import io.github.jotguard.example.mcp.WebXmlServer;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * An MCP server that {@code web.xml} protects, in a container. Arguments: {@code tomcat} or {@code jetty}, the port, the
 * directory of the web application.
 */
final class WebXmlProgram {

    private WebXmlProgram() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Path directory = Path.of(args[2]);
        DataSource database = ExampleDatabase.open().dataSource();
        if (args[0].equals("tomcat")) {
            WebXmlServer.start(port, directory, database);
        } else {
            startJetty(port, directory, database);
        }
        System.out.println(Stack.READY);
        Thread.currentThread().join();
    }

    private static void startJetty(int port, Path directory, DataSource database) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setWar(directory.toString());
        context.setParentLoaderPriority(true);
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute(CasesListener.DATABASE, database);
        server.setHandler(context);
        server.start();
    }
}
