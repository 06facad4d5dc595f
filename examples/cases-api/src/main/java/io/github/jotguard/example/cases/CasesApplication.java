package io.github.jotguard.example.cases;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The cases API. */
@SpringBootApplication(proxyBeanMethods = false)
public class CasesApplication {

    private static final int NOT_STARTED = 1;

    /**
     * Runs it until it is told to stop. The environment: {@code PORT} (8080), {@code FRONTEND_URL} (origin of the Better
     * Auth application; else a demo issuer is started), {@code DATABASE_URL} (else embedded). Listens on 127.0.0.1.
     */
    public static void main(String[] args) {
        try {
            start(System.getenv(), System.out);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(NOT_STARTED);
        } catch (RuntimeException reportedBySpring) {
            System.exit(NOT_STARTED);
        }
    }

    /**
     * Starts it.
     *
     * @param environment what {@link #main} reads from the process's environment
     * @param out gets the address, and what to try, when it is ready
     * @param more further beans
     * @return the running application; closing it stops everything that was started
     */
    static ConfigurableApplicationContext start(
            Map<String, String> environment, PrintStream out, ApplicationContextInitializer<?>... more) {
        Surroundings surroundings = Surroundings.of(environment);
        try {
            SpringApplication application = application(surroundings, environment);
            application.addInitializers(more);
            ConfigurableApplicationContext context = application.run();
            out.print(new Welcome(context, surroundings).text());
            out.flush();
            return context;
        } catch (RuntimeException e) {
            surroundings.close();
            throw e;
        }
    }

    private static SpringApplication application(Surroundings surroundings, Map<String, String> environment) {
        SpringApplication application = new SpringApplication(CasesApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.addInitializers(context -> {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("surroundings", surroundings.properties(environment)));
            // a bean, so that it is closed after the last request
            ((GenericApplicationContext) context).registerBean(Surroundings.class, () -> surroundings);
        });
        return application;
    }
}
