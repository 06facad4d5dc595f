package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log of the servlet context, which is that of JBoss Logging. There is no provider of SLF4J here. */
@Tag("undertow")
class UndertowLogTest {

    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        root.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(handler);
    }

    @Test
    void hasTheCauseOfAFailedStart() throws Exception {
        try (Container container = Container.ofThisRun().start(UndertowLogTest::registerMisspelt)) {
            assertThat(RawHttp.send(container.port(), "GET", "/").status()).isEqualTo(503);
        }

        assertThat(records).anySatisfy(logged -> assertThat(logged.getMessage())
                .contains("The filter did not start and rejects every request with 503. ")
                .contains("init-param jwkUri is unknown"));
    }

    private static void registerMisspelt(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("jotguard", BearerTokenFilter.class);
        filter.setInitParameter("jwkUri", "x");
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, "/*");
    }
}
