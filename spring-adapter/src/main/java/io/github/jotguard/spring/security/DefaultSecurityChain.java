package io.github.jotguard.spring.security;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The chain for bearer tokens that Spring Boot creates if the application has none.
 *
 * <p>Internal: may change without notice.
 */
public final class DefaultSecurityChain {

    /**
     * The package of Spring Boot's configurations of it, which are named after their classes and differ in each line.
     */
    private static final String SPRING_BOOT = "org.springframework.boot.";

    private static final String RESOURCE_SERVER = "OAuth2ResourceServer";

    private DefaultSecurityChain() {}

    /** Returns whether there is this chain and no other, so that every setting of chains belongs to it. */
    public static boolean isTheOnlyOne(BeanFactory factory, Class<?> chainType) {
        if (!(factory instanceof ConfigurableListableBeanFactory beans)) {
            return false;
        }
        String[] chains = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, chainType, true, false);
        return chains.length == 1 && beans.containsBeanDefinition(chains[0]) && isMadeBySpringBoot(beans, chains[0]);
    }

    private static boolean isMadeBySpringBoot(ConfigurableListableBeanFactory beans, String chain) {
        String maker = beans.getMergedBeanDefinition(chain).getFactoryBeanName();
        return maker != null && maker.startsWith(SPRING_BOOT) && maker.contains(RESOURCE_SERVER);
    }
}
