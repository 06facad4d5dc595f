package io.github.jotguard.springtests.plain;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.springtests.AppUser;
import io.github.jotguard.springtests.Application;
import java.security.Principal;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs in a JVM of its own, because devtools do nothing in one that runs tests. Prints a line whenever it has started. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({Application.class, DevtoolsApplication.Callers.class})
public class DevtoolsApplication {

    /** Of the system properties, the only ones here that live through a restart. */
    private static final String VERIFIER = "verifier before the restart";

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(DevtoolsApplication.class, args);
    }

    @RestController
    static class Callers {

        private final JwtVerifier verifier;
        private final Environment environment;

        Callers(JwtVerifier verifier, Environment environment) {
            this.verifier = verifier;
            this.environment = environment;
        }

        @EventListener(ApplicationReadyEvent.class)
        void report() throws ReflectiveOperationException {
            Properties survivors = System.getProperties();
            Object before = survivors.put(VERIFIER, verifier);
            String loader = getClass().getClassLoader().getClass().getSimpleName();
            // by reflection, since its class may come from the class loader before
            String status = before == null
                    ? "none"
                    : "" + before.getClass().getMethod("status").invoke(before);
            System.out.println(
                    "started " + environment.getProperty("local.server.port") + " " + loader + " before: " + status);
        }

        @GetMapping("/who")
        String who(VerifiedJwt jwt, @CurrentUser AppUser user, Principal principal) {
            return jwt.subject() + " " + user.id() + " " + principal.getName();
        }

        @PostMapping("/restart")
        void restart() {
            Thread restart = new Thread(() -> Restarter.getInstance().restart());
            restart.setDaemon(false);
            restart.start();
        }
    }
}
