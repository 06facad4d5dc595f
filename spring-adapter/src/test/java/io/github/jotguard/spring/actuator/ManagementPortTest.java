package io.github.jotguard.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ManagementPortTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void isSeparateWhereItDiffersFromThatOfTheApplication() {
        assertThat(ManagementPort.isSeparate(environment)).isFalse();
        environment.setProperty("management.server.port", "8080");
        assertThat(ManagementPort.isSeparate(environment)).isFalse();
        environment.setProperty("management.server.port", "9090");
        assertThat(ManagementPort.isSeparate(environment)).isTrue();
        environment.setProperty("management.server.port", "-1");
        assertThat(ManagementPort.isSeparate(environment)).isFalse();
    }
}
