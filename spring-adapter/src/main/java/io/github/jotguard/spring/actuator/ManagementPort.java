package io.github.jotguard.spring.actuator;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The port of the actuator.
 *
 * <p>Internal: may change without notice.
 */
public final class ManagementPort {

    private static final String ACTUATOR =
            "org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType";

    private ManagementPort() {}

    /** Returns whether there is a separate web server for the actuator. */
    public static boolean isSeparate(Environment environment) {
        return ClassUtils.isPresent(ACTUATOR, ManagementPort.class.getClassLoader())
                && ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    }
}
