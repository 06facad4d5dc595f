package io.github.jotguard.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application with Spring MVC or WebFlux; the settings are its properties. */
record SpringApplicationUnderTest(ConfigurableApplicationContext context, Settings settings, TlsServer tls)
        implements Application {

    @RestController
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Pages {

        @RequestMapping("/page")
        String page() {
            return HttpVerdict.PAGE;
        }
    }

    /** Starts Spring MVC; {@code tls} is null for plain HTTP. */
    static SpringApplicationUnderTest start(Settings settings, TlsServer tls) {
        return start(WebApplicationType.SERVLET, Pages.class, settings, tls);
    }

    static SpringApplicationUnderTest start(
            WebApplicationType type, Class<?> source, Settings settings, TlsServer tls) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.properties());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", "0");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.jmx.enabled", "false");
        if (tls != null) {
            properties.putAll(tls.properties());
        }
        SpringApplication application = new SpringApplication(source);
        application.setWebApplicationType(type);
        application.setDefaultProperties(properties);
        application.setRegisterShutdownHook(false);
        return new SpringApplicationUnderTest(application.run(), settings, tls);
    }

    @Override
    public String verdict(Credential credential) {
        return page().of(credential);
    }

    HttpVerdict page() {
        return HttpVerdict.at(port(), tls, settings);
    }

    int port() {
        return context.getEnvironment().getProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
