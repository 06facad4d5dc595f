package io.github.jotguard.spring;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** The chain of Spring Security that requests go through, which may be missing although Spring Security is on the class path. */
final class SecurityChain {

    private static final String SERVLET_BEAN = "springSecurityFilterChain";
    private static final String REACTIVE_TYPE = "org.springframework.security.web.server.WebFilterChainProxy";

    private SecurityChain() {}

    static boolean isThereForServlets(ListableBeanFactory beans) {
        return beans.containsBean(SERVLET_BEAN);
    }

    static boolean isThereForWebFlux(ListableBeanFactory beans) {
        ClassLoader loader = SecurityChain.class.getClassLoader();
        return ClassUtils.isPresent(REACTIVE_TYPE, loader)
                && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                                        beans, ClassUtils.resolveClassName(REACTIVE_TYPE, loader), true, false)
                                .length
                        > 0;
    }

    /** @throws InvalidSettingException if the chain that requests were left to is not there */
    static void require(boolean isThere) {
        if (!isThere) {
            throw new InvalidSettingException(
                    "Spring Security's resource server is on the class path, so that requests are left to it, but there is no"
                            + " security chain: every path would be open.",
                    """
                    Do one of these:
                        add Spring Boot's starter for the OAuth2 resource server, and do not exclude its auto-configuration
                        define a chain, with @EnableWebSecurity or @EnableWebFluxSecurity
                        remove spring-security-oauth2-resource-server from the class path, to have Jotguard's own filter
                        set jotguard.filter.enabled=false, if something else protects the paths.""");
        }
    }
}
