package io.github.jotguard.container;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** Undertow, which reads no {@code web.xml}: that is left to the server around it. */
final class UndertowContainer implements Container {

    private Undertow undertow;
    private DeploymentManager deployment;

    @Override
    public Container start(String contextPath, Consumer<ServletContext> application) throws Exception {
        ServletContainerInitializer initializer = (classes, context) -> application.accept(context);
        DeploymentInfo info = Servlets.deployment()
                .setDeploymentName("tests")
                .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
                .setClassLoader(getClass().getClassLoader())
                .addErrorPage(new ErrorPage(ERROR_PAGE))
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        deployment = Servlets.newContainer().addDeployment(info);
        deployment.deploy();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath(info.getContextPath(), deployment.start()))
                .build();
        undertow.start();
        return this;
    }

    @Override
    public Container startDirectory(Path webapp) {
        throw new UnsupportedOperationException("Undertow reads no web.xml");
    }

    @Override
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void stop() throws Exception {
        undertow.stop();
        deployment.stop();
        deployment.undeploy();
    }
}
