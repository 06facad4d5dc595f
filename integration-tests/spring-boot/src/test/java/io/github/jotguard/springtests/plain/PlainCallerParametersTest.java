package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.CallerParametersContract;
import java.util.List;

/** With the configuration of Spring Boot. */
class PlainCallerParametersTest extends CallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(Application.class);
    }
}
