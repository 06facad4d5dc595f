package io.github.jotguard.springtests;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.spring.CurrentUserResolver;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Knows every user but {@code nobody}; looking up {@code broken} fails. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Api.class)
public class Application {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    CurrentUserResolver<AppUser> currentUser() {
        return jwt -> switch (jwt.subject()) {
            case "nobody" -> Optional.empty();
            case "broken" -> throw new IllegalStateException("the database is away");
            default -> Optional.of(new AppUser(jwt.subject()));
        };
    }

    /** One more demand, beside the built-in ones. */
    @Bean
    ClaimRule notBanned() {
        return (jwt, now) -> !Boolean.TRUE.equals(jwt.claims().get("banned"));
    }
}
