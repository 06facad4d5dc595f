package io.github.jotguard.spring.security;

import io.github.jotguard.logging.LoggerNames;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Warns of a decoder of the application: tokens that it accepts are not verified by us, so no controller receives them.
 *
 * <p>Internal: may change without notice.
 */
public final class ForeignDecoderCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final ListableBeanFactory beans;
    private final Class<?> decoderType;
    private final String ourDecoder;

    public ForeignDecoderCheck(ListableBeanFactory beans, Class<?> decoderType, String ourDecoder) {
        this.beans = beans;
        this.decoderType = decoderType;
        this.ourDecoder = ourDecoder;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> foreign = Stream.of(beans.getBeanNamesForType(decoderType, true, false))
                .filter(name -> !name.equals(ourDecoder))
                .toList();
        if (!foreign.isEmpty()) {
            LOG.warn(
                    "The application has a {} of its own ({}), so Jotguard does not verify the tokens that it accepts."
                            + " Controller parameters of type VerifiedJwt and those with @CurrentUser get status 500 for"
                            + " them. Remove the bean, or take Spring Security's Jwt in place of these parameters.",
                    decoderType.getSimpleName(),
                    String.join(", ", foreign));
        }
    }
}
