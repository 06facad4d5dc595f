package io.github.jotguard.spring.caller;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/**
 * Operations of an OpenAPI document.
 *
 * <p>Internal: may change without notice.
 */
public final class CallerOperations {

    private CallerOperations() {}

    /** Removes the documentation of parameters that receive the caller: they are no parameters of the request. */
    public static Operation withoutCaller(Operation operation, HandlerMethod method) {
        List<Parameter> parameters = operation.getParameters();
        Set<String> callers = callers(method);
        if (parameters != null && !callers.isEmpty()) {
            operation.setParameters(parameters.stream()
                    .filter(parameter -> !("query".equals(parameter.getIn()) && callers.contains(parameter.getName())))
                    .collect(Collectors.toList()));
        }
        return operation;
    }

    private static Set<String> callers(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> CallerParameter.of(parameter) != null)
                .map(MethodParameter::getParameter)
                .map(java.lang.reflect.Parameter::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
