package io.github.jotguard.spring.security;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The chain of Spring Security that requests pass, which may be missing although Spring Security is on the class path.
 *
 * <p>Internal: may change without notice.
 */
public final class SecurityChain {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private static final String OUR_FILTER = "jotguardFilter";
    private static final String SERVLET_BEAN = "springSecurityFilterChain";
    private static final String REACTIVE_TYPE = "org.springframework.security.web.server.WebFilterChainProxy";
    private static final String REACTIVE_CHAIN = "org.springframework.security.web.server.SecurityWebFilterChain";
    /** The prefix of the bean with which Spring Security creates its own chain if there is none. */
    private static final String REACTIVE_BEANS =
            "org.springframework.security.config.annotation.web.reactive.WebFluxSecurityConfiguration.";
    /** A bean that excepts requests from all chains, possibly every request. */
    private static final String CUSTOMIZER =
            "org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer";

    /**
     * The beans of Spring Boot's default chain, if the application has none; with the actuator it is the second of each
     * line.
     */
    private static final List<String> SERVLET_DEFAULTS = List.of(
            // Spring Boot 3.5
            "org.springframework.boot.autoconfigure.security.servlet.SpringBootWebSecurityConfiguration$SecurityFilterChainConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration$SecurityFilterChainConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

    /** The same beans for WebFlux, in which Spring Boot creates a chain for the actuator only. */
    private static final List<String> REACTIVE_DEFAULTS = List.of(
            // Spring Boot 3.5
            "org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration");

    private static final String RESOURCE_SERVER_STARTER =
            "org.springframework.boot:spring-boot-starter-security-oauth2-resource-server (Spring Boot 3.5:"
                    + " spring-boot-starter-oauth2-resource-server)";

    private SecurityChain() {}

    public static boolean isThereForServlets(ListableBeanFactory beans) {
        return beans.containsBean(SERVLET_BEAN);
    }

    public static boolean isThereForWebFlux(ListableBeanFactory beans) {
        return names(beans, REACTIVE_TYPE).findAny().isPresent();
    }

    /** Returns whether the default chain is present and the application does not change it. */
    public static boolean isDefaultForServlets(ListableBeanFactory beans) {
        return SERVLET_DEFAULTS.stream().anyMatch(beans::containsBean)
                && names(beans, CUSTOMIZER).findAny().isEmpty();
    }

    /** Returns whether the default chain is present and the application does not change it. */
    public static boolean isDefaultForWebFlux(ListableBeanFactory beans) {
        boolean isMadeBySpringSecurity = names(beans, REACTIVE_TYPE).anyMatch(name -> name.startsWith(REACTIVE_BEANS))
                && names(beans, REACTIVE_CHAIN).findAny().isEmpty();
        return isMadeBySpringSecurity || REACTIVE_DEFAULTS.stream().anyMatch(beans::containsBean);
    }

    private static Stream<String> names(ListableBeanFactory beans, String type) {
        ClassLoader loader = SecurityChain.class.getClassLoader();
        return ClassUtils.isPresent(type, loader)
                ? Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                        beans, ClassUtils.resolveClassName(type, loader), true, false))
                : Stream.empty();
    }

    /**
     * Checks the chain if our filter decides: a chain beside it decides too, and without a resource server it accepts
     * no bearer tokens.
     *
     * @throws InvalidSettingException if the chain can be nothing but a mistake
     */
    public static void checkBesideFilter(ListableBeanFactory beans, boolean isThere, boolean isDefault) {
        if (!beans.containsBean(OUR_FILTER)) {
            return;
        }
        if (isDefault) {
            throw new InvalidSettingException(
                    "Spring Security is on the class path without its resource server, so its default "
                            + "chain, which does not support bearer tokens, comes after Jotguard's filter: "
                            + "every good token would be rejected.",
                    """
                    Do one of these:
                        add %s; then the chain takes tokens, and Jotguard verifies them
                        take Spring Security off the class path, to have Jotguard's filter alone
                        define a chain of your own that demands nothing of the requests that Jotguard's filter guards
                        set jotguard.filter.enabled=false, if the chain is meant to decide alone: no token is looked at then.\
                    """.formatted(RESOURCE_SERVER_STARTER));
        }
        if (isThere) {
            LOG.warn(
                    "Spring Security has a chain, but not its resource server, so both the chain and "
                            + "Jotguard's filter check every"
                            + " request, and a good token is still rejected where the chain requires a "
                            + "caller: it does not support bearer tokens. Add {}, or take Spring "
                            + "Security off the class path; set jotguard.filter.enabled=false only"
                            + " if the chain is meant to decide alone: no token is looked at then",
                    RESOURCE_SERVER_STARTER);
        }
    }

    /**
     * Requires the chain.
     *
     * @throws InvalidSettingException if the chain that requests were left to is missing
     */
    public static void require(boolean isThere) {
        if (!isThere) {
            throw new InvalidSettingException(
                    "Spring Security's resource server is on the class path, so that requests are left to "
                            + "it, but there is no"
                            + " security chain: every path would be open.",
                    """
                    Do one of these:
                        add %s, and do not exclude its auto-configuration
                        define a chain, with @EnableWebSecurity or @EnableWebFluxSecurity
                        remove spring-security-oauth2-resource-server from the class path, to have Jotguard's own filter
                        set jotguard.filter.enabled=false, if something else protects the paths.\
                    """.formatted(RESOURCE_SERVER_STARTER));
        }
    }
}
