package io.github.jotguard.container.war;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Eclipse Jetty as it is downloaded, with WebSocket and pages, deployed to by its scanner. */
final class JettyServer extends WarServer {

    private static final String HTTP_INI = """
            --module=http
            jetty.http.host=127.0.0.1
            jetty.http.port=%d
            jetty.deploy.scanInterval=1
            """;
    private static final String DEPLOY_INI = """
            --module=ENV-deploy
            --module=ENV-annotations
            --module=ENV-websocket-jakarta
            --module=ENV-jsp
            jetty.deploy.scanInterval=1
            """;

    private static final int MOST_ATTEMPTS = 10_000;

    private final Path base = workDirectory();

    JettyServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path home = Distributions.named("jetty-home-" + System.getProperty("jotguard.server.version"));
        String environment = System.getProperty("jotguard.server.environment");
        for (String directory : new String[] {"environments", "start.d", "webapps"}) {
            Files.createDirectory(base.resolve(directory));
        }
        // each file has the properties of one environment
        Files.writeString(base.resolve("start.d/http.ini"), HTTP_INI.formatted(port()));
        Files.writeString(base.resolve("start.d/deploy.ini"), DEPLOY_INI.replace("ENV", environment));
        run(new ProcessBuilder(
                        java().toString(),
                        "-Xmx256m",
                        "-Djetty.home=" + home,
                        "-Djetty.base=" + base,
                        "-jar",
                        home.resolve("start.jar").toString())
                .directory(base.toFile()));
        await("Started oejs.Server@");
    }

    @Override
    void deploy(Path war) throws Exception {
        Path app = base.resolve("webapps/app.war");
        if (Files.exists(app)) {
            Files.delete(app);
            await("Stopped oeje");
        }
        Path complete = base.resolve("app.war");
        Files.copy(war, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, app);
        // its superclass writes that it has started before that is true
        await(".ServletContextHandler:", "Failed startup of context");
        awaitMapped();
    }

    /** An application is found by its path a moment after it has started; its bare path leads to the one with a slash then. */
    private void awaitMapped() throws IOException {
        URL address = new URL("http", "127.0.0.1", port(), CONTEXT_PATH);
        int attempts = 0;
        int status;
        do {
            HttpURLConnection connection = (HttpURLConnection) address.openConnection();
            connection.setInstanceFollowRedirects(false);
            status = connection.getResponseCode();
            connection.disconnect();
        } while (status == HttpURLConnection.HTTP_NOT_FOUND && ++attempts < MOST_ATTEMPTS);
    }
}
