package io.github.jotguard.interop;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** A servlet application on Tomcat; the settings are the init-params of the filter, as a {@code web.xml} has them. */
record ServletApplication(
        Tomcat tomcat, ScratchDirectory directory, Settings settings, TlsServer tls, Map<String, Object> attributes)
        implements Application {

    /** @param tls of the connector, or null for plain HTTP */
    static ServletApplication start(Settings settings, TlsServer tls) {
        return start(settings, tls, Map.of());
    }

    /** @param attributes of the servlet context */
    static ServletApplication start(Settings settings, TlsServer tls, Map<String, Object> attributes) {
        ServletApplication application =
                new ServletApplication(new Tomcat(), ScratchDirectory.create("tomcat"), settings, tls, attributes);
        try {
            application.deploy();
            application.tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        return application;
    }

    private void deploy() {
        tomcat.setBaseDir(directory.path().toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        if (tls != null) {
            addTls(tomcat.getConnector());
        }
        Context context = tomcat.addContext("", directory.path().toString());
        attributes.forEach(context.getServletContext()::setAttribute);
        Tomcat.addServlet(context, "page", new Page());
        context.addServletMappingDecoded("/page", "page");
        FilterDef filter = new FilterDef();
        filter.setFilterName("jotguard");
        filter.setFilterClass(BearerTokenFilter.class.getName());
        filter.setAsyncSupported("true");
        settings.initParams().forEach(filter::addInitParameter);
        context.addFilterDef(filter);
        context.addFilterMap(mapping());
    }

    private void addTls(Connector connector) {
        SSLHostConfig host = new SSLHostConfig();
        host.setCertificateVerification("optional");
        host.setTruststoreFile(tls.trustStore().toString());
        host.setTruststorePassword(ClientCertificate.PASSWORD);
        host.setTruststoreType("PKCS12");
        SSLHostConfigCertificate own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        own.setCertificateKeystoreFile(tls.certificate().keyStore().toString());
        own.setCertificateKeystorePassword(ClientCertificate.PASSWORD);
        own.setCertificateKeystoreType("PKCS12");
        host.addCertificate(own);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(host);
    }

    private static FilterMap mapping() {
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("jotguard");
        mapping.addURLPattern("/*");
        BearerTokenFilter.dispatcherTypes().forEach(type -> mapping.setDispatcher(type.name()));
        return mapping;
    }

    /** The protected page. */
    private static final class Page extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(HttpVerdict.PAGE);
        }
    }

    @Override
    public String verdict(Credential credential) {
        return HttpVerdict.at(port(), tls, settings).of(credential);
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        directory.close();
    }
}
