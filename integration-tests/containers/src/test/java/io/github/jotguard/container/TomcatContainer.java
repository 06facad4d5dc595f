package io.github.jotguard.container;

import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Apache Tomcat. */
final class TomcatContainer implements Container {

    private final Tomcat tomcat = new Tomcat();

    @Override
    public Container start(String contextPath, Consumer<ServletContext> application) throws Exception {
        Path base = configure();
        Context context = tomcat.addContext(contextPath, base.toString());
        context.addServletContainerInitializer(
                (classes, servletContext) -> application.accept(servletContext), Set.of());
        ErrorPage errorPage = new ErrorPage();
        errorPage.setLocation(ERROR_PAGE);
        context.addErrorPage(errorPage);
        tomcat.start();
        return this;
    }

    @Override
    public Container startDirectory(Path webapp) throws Exception {
        configure();
        tomcat.addWebapp("", webapp.toAbsolutePath().toString());
        tomcat.start();
        return this;
    }

    private Path configure() throws Exception {
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat").toAbsolutePath();
        tomcat.setBaseDir(base.toString());
        Files.createDirectories(base.resolve("webapps"));
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        return base;
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
