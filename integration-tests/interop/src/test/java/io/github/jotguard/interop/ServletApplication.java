package io.github.jotguard.interop;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A servlet application on Tomcat; the settings are the init-params of the filter, as a {@code web.xml} has them. */
record ServletApplication(Tomcat tomcat, ScratchDirectory directory) implements Application {

    static Application start(Settings settings) {
        ServletApplication application = new ServletApplication(new Tomcat(), ScratchDirectory.create("tomcat"));
        try {
            application.deploy(settings);
            application.tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        return application;
    }

    private void deploy(Settings settings) {
        tomcat.setBaseDir(directory.path().toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", directory.path().toString());
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
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(HttpVerdict.PAGE);
        }
    }

    @Override
    public String verdict(String token) {
        return HttpVerdict.of("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/page", token);
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
