package io.github.jotguard.benchmarks.process;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small application of Spring MVC. It prints its port and the processor time of its start, and stops when its input ends, so that it does not
 * outlive the process that measures it. What protects it is decided by the class path.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ServedApplication {

    static final String READY = "ready ";

    public static void main(String... arguments) throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(ServedApplication.class, arguments)) {
            String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
            System.out.println(READY + port + " " + processorTime());
            while (System.in.read() >= 0) {
                // nothing is sent
            }
        }
    }

    static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Returns the name of the caller. Spring finds it as a member of the configuration. */
    @RestController
    static class Greeting {

        @GetMapping("/orders")
        String orders(HttpServletRequest request) {
            String user = request.getRemoteUser();
            return user == null ? "nobody" : user;
        }
    }
}
