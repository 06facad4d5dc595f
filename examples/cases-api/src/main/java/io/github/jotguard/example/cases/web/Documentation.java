package io.github.jotguard.example.cases.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/**
 * The parts of the OpenAPI document that controllers do not describe: the bearer token, and the problems that an
 * operation can return.
 */
@Configuration(proxyBeanMethods = false)
class Documentation {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI openApi() {
        SecurityScheme token = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(BEARER)
                .bearerFormat("JWT")
                .description("Paste a token that was printed at the start, without Bearer before it.");
        return new OpenAPI()
                .info(new Info().title("Cases API").version("1"))
                .components(new Components().addSecuritySchemes(BEARER, token).addSchemas(PROBLEM, problem()))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Derived from what an operation takes, so that a new one cannot go without. */
    @Bean
    OperationCustomizer problems() {
        return (operation, method) -> {
            answers(operation, "400", "The request is not as it should be; errors names the fields");
            answers(operation, "401", "No token, or one that is rejected; code says why");
            if (takes(operation, parameter -> "path".equals(parameter.getIn()))) {
                answers(operation, "404", "The caller has no such case");
            }
            if (takes(operation, parameter -> HttpHeaders.IF_MATCH.equals(parameter.getName()))) {
                answers(operation, "412", "The case has another version than If-Match names");
            }
            if (operation.getRequestBody() != null) {
                answers(operation, "413", "The body is too large");
                answers(operation, "415", "The body is not JSON");
            }
            answers(operation, "503", "It cannot be told at the moment; Retry-After says when to ask again");
            return operation;
        };
    }

    private static boolean takes(Operation operation, Predicate<Parameter> kind) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .anyMatch(kind);
    }

    private static void answers(Operation operation, String status, String description) {
        Content problem = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        operation
                .getResponses()
                .addApiResponse(
                        status, new ApiResponse().description(description).content(problem));
    }

    private static Schema<?> problem() {
        Schema<?> error = type("object").description("A field, and what it should be");
        error.addProperty("field", type("string"));
        error.addProperty("message", type("string"));
        Schema<?> problem = type("object").description("A problem document (RFC 9457)");
        problem.addProperty("type", type("string"));
        problem.addProperty("title", type("string"));
        problem.addProperty("status", type("integer"));
        problem.addProperty("code", type("string").description("Stable: for programs to look at"));
        problem.addProperty("detail", type("string"));
        problem.addProperty("errors", type("array").items(error).description("With validation_failed"));
        return problem;
    }

    /** The name of a type stands in one place for OpenAPI 3.0 and in another for 3.1. */
    private static Schema<?> type(String name) {
        Schema<?> schema = new Schema<>();
        schema.setType(name);
        schema.setTypes(Set.of(name));
        return schema;
    }
}
