package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ContainerTest {

    @Test
    void isTheOneThatThisRunIsAbout() throws Exception {
        AtomicReference<ServletContext> seen = new AtomicReference<>();
        try (Container container = Container.ofThisRun().start(seen::set)) {
            assertThat(container.port()).isPositive();
            assertThat(seen.get().getServerInfo()).startsWith(System.getProperty("jotguard.container.info"));
        }
    }
}
