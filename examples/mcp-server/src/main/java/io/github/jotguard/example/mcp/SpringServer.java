package io.github.jotguard.example.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The same server as a Spring Boot application; {@code application.yaml} protects it. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class SpringServer {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(SpringServer.class, args);
    }

    @Bean
    ExampleDatabase database() {
        return ExampleDatabase.open();
    }

    @Bean
    ServletRegistrationBean<HttpServletStatelessServerTransport> mcp(ExampleDatabase database) {
        return new ServletRegistrationBean<>(CaseServlet.of(database.dataSource()), CaseTools.PATH);
    }

    @Bean
    FilterRegistrationBean<WriteScopeFilter> writeScope() {
        FilterRegistrationBean<WriteScopeFilter> registration = new FilterRegistrationBean<>(new WriteScopeFilter());
        registration.addUrlPatterns(CaseTools.PATH);
        return registration;
    }
}
