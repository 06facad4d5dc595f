package io.github.jotguard.springtests.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.stereotype.Controller;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The interceptor of the documentation, in Spring MVC without Spring Security. */
class GraphQlCallerTest {

    private static final String SCHEMA =
            "type Query { subject: String! later: String! task: Task! } type Task { owner: String! }";
    private static final String QUERY = "{\"query\": \"{subject later task {owner}}\"}";

    @Test
    void givesTheCallerToDataFetchers(@TempDir Path schemas) throws IOException {
        Files.writeString(schemas.resolve("schema.graphqls"), SCHEMA);
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer, Fetchers.class, "--spring.graphql.schema.locations=" + schemas.toUri())) {
            HttpResponse<String> without = query(application);
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.body()).contains("missing_token");
            for (String subject : new String[] {"u1", "u2"}) {
                String token = issuer.token(t -> t.subject(subject));
                assertThat(query(application, "Authorization", "Bearer " + token)
                                .body())
                        .contains("\"subject\":\"" + subject + "\"")
                        .contains("\"later\":\"" + subject + "\"")
                        .contains("\"owner\":\"" + subject + "\"")
                        .doesNotContain("errors");
            }
        }
    }

    private static HttpResponse<String> query(RunningApplication application, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return application.post("/graphql", QUERY, all);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Callers.class)
    static class Fetchers {

        @Bean
        WebGraphQlInterceptor caller() {
            return (request, chain) -> {
                var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
                BearerTokenFilter.verifiedJwt(attributes.getRequest())
                        .ifPresent(jwt -> request.configureExecutionInput((input, builder) ->
                                builder.graphQLContext(Map.of("jwt", jwt)).build()));
                return chain.next(request);
            };
        }
    }

    record Task() {}

    @Controller
    static class Callers {

        @QueryMapping
        String subject(@ContextValue("jwt") VerifiedJwt jwt) {
            return jwt.subject();
        }

        @QueryMapping
        CompletableFuture<String> later(@ContextValue("jwt") VerifiedJwt jwt) {
            return CompletableFuture.supplyAsync(jwt::subject);
        }

        @QueryMapping
        Task task() {
            return new Task();
        }

        @SchemaMapping(typeName = "Task")
        String owner(Task task, @ContextValue("jwt") VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
