package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** A data fetcher gets the caller from the context of its request, and never from a source object or an argument. */
class GraphQlCallersTest {

    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withClassLoader(new FilteredClassLoader("org.springframework.security"))
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardServletAutoConfiguration.class,
                    JotguardWebMvcAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withUserConfiguration(Users.class);

    record AppUser(String id) {}

    record Task(String title) {}

    @Configuration(proxyBeanMethods = false)
    static class Users {

        @Bean
        CurrentUserResolver<AppUser> users() {
            return jwt -> Optional.of(new AppUser(jwt.subject()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                JwtOfQuery.class,
                UserOfQuery.class,
                UserOfField.class,
                JwtOfField.class,
                UserOfArgument.class,
                JwtOfArgument.class,
                UserOfContext.class,
                JwtsOfBatch.class,
                UsersOfBatch.class
            })
    void stopsTheStartForACallerThatACallerCouldChoose(Class<?> controller) {
        for (String setting : List.of(ORIGIN, "jotguard.enabled=false")) {
            runner.withPropertyValues(setting).withUserConfiguration(controller).run(context -> assertThat(
                            context.getStartupFailure())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(controller.getName() + ".")
                    .hasMessageContaining("is not filled by Jotguard"));
        }
    }

    @Test
    void allowsTheVerifiedTokenOfTheContext() {
        runner.withPropertyValues(ORIGIN).withUserConfiguration(OfContext.class).run(context -> assertThat(context)
                .hasNotFailed());
    }

    @Controller
    static class OfContext {

        @QueryMapping
        String subject(@ContextValue VerifiedJwt jwt) {
            return jwt.subject();
        }

        @QueryMapping
        Task task() {
            return new Task("a");
        }

        @SchemaMapping(typeName = "Task")
        String owner(Task task, @ContextValue VerifiedJwt jwt) {
            return jwt.subject();
        }
    }

    @Controller
    static class JwtOfQuery {
        @QueryMapping
        String subject(VerifiedJwt jwt) {
            return jwt.subject();
        }
    }

    @Controller
    static class UserOfQuery {
        @QueryMapping
        String subject(@CurrentUser AppUser user) {
            return user.id();
        }
    }

    @Controller
    static class UserOfField {
        @SchemaMapping(typeName = "Task")
        String owner(@CurrentUser AppUser user) {
            return user.id();
        }
    }

    @Controller
    static class JwtOfField {
        @SchemaMapping(typeName = "Task")
        String owner(Task task, Optional<VerifiedJwt> jwt) {
            return jwt.map(VerifiedJwt::subject).orElse("");
        }
    }

    @Controller
    static class UserOfArgument {
        @QueryMapping
        String subject(@Argument @CurrentUser AppUser user) {
            return user.id();
        }
    }

    @Controller
    static class JwtOfArgument {
        @QueryMapping
        String subject(@Argument VerifiedJwt jwt) {
            return jwt.subject();
        }
    }

    @Controller
    static class UserOfContext {
        @QueryMapping
        String subject(@ContextValue @CurrentUser AppUser user) {
            return user.id();
        }
    }

    @Controller
    static class JwtsOfBatch {
        @BatchMapping(typeName = "Task")
        List<String> owner(List<VerifiedJwt> tasks) {
            return tasks.stream().map(VerifiedJwt::subject).toList();
        }
    }

    @Controller
    static class UsersOfBatch {
        @BatchMapping(typeName = "Task")
        List<String> owner(@CurrentUser List<AppUser> users) {
            return users.stream().map(AppUser::id).toList();
        }
    }
}
