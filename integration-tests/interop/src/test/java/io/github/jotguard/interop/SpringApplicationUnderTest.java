package io.github.jotguard.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application with Spring MVC; the settings are its properties. */
record SpringApplicationUnderTest(ConfigurableApplicationContext context) implements Application {

    @RestController
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Pages {

        @GetMapping("/page")
        String page() {
            return HttpVerdict.PAGE;
        }
    }

    static Application start(Settings settings) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.properties());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", "0");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.jmx.enabled", "false");
        SpringApplication application = new SpringApplication(Pages.class);
        application.setDefaultProperties(properties);
        application.setRegisterShutdownHook(false);
        return new SpringApplicationUnderTest(application.run());
    }

    @Override
    public String verdict(String token) {
        return HttpVerdict.of(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/page", token);
    }

    @Override
    public void close() {
        context.close();
    }
}
