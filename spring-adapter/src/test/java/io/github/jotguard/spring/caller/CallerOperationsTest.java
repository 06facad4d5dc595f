package io.github.jotguard.spring.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;

class CallerOperationsTest {

    private final HandlerMethod method = new HandlerMethod(
            this,
            Arrays.stream(CallerOperationsTest.class.getDeclaredMethods())
                    .filter(each -> each.getName().equals("controller"))
                    .findAny()
                    .orElseThrow());

    @SuppressWarnings("unused")
    void controller(Optional<VerifiedJwt> jwt, @CurrentUser String user, String name) {}

    @Test
    void hidesParametersThatTakeTheCaller() {
        Operation operation = new Operation()
                .addParametersItem(query(0))
                .addParametersItem(query(1))
                .addParametersItem(query(2))
                .addParametersItem(new Parameter().in("path").name(name(0)));
        assertThat(CallerOperations.withoutCaller(operation, method).getParameters())
                .extracting(Parameter::getIn, Parameter::getName)
                .containsExactly(tuple("query", name(2)), tuple("path", name(0)));
    }

    @Test
    void leavesOperationWithoutParametersAlone() {
        assertThat(CallerOperations.withoutCaller(new Operation(), method).getParameters())
                .isNull();
    }

    private Parameter query(int index) {
        return new Parameter().in("query").name(name(index));
    }

    private String name(int index) {
        return method.getMethodParameters()[index].getParameter().getName();
    }
}
