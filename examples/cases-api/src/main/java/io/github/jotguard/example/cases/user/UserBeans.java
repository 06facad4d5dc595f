package io.github.jotguard.example.cases.user;

import io.github.jotguard.example.cases.web.StorableText;
import io.github.jotguard.spring.CurrentUserResolver;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes a user of a verified token: the only bean that Jotguard needs. */
@Configuration(proxyBeanMethods = false)
class UserBeans {

    @Bean
    CurrentUserResolver<AppUser> currentUser(BetterAuthTables tables) {
        return jwt -> Optional.of(jwt.subject())
                .filter(StorableText::isStorable) // PostgreSQL would fail on a NUL rather than find nobody
                .flatMap(tables::user)
                .map(AppUser::of);
    }
}
