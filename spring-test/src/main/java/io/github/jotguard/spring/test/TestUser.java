package io.github.jotguard.spring.test;

import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import jakarta.servlet.ServletContext;
import java.util.function.Consumer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Sends requests of {@code MockMvc} as a given user, with a real token of the {@link TestIssuer} of
 * {@link UseTestIssuer}; the application makes every check. With other clients, inject the issuer by {@code @Autowired}
 * and send {@code issuer.token(…)} as bearer token. Stateless and thread-safe.
 */
public final class TestUser {

    private TestUser() {}

    /**
     * Sends a request as the user with this {@code sub}.
     *
     * @param subject the {@code sub} of the token
     * @return for {@code with(…)} of a request; it throws {@code NoSuchBeanDefinitionException} if there is no test
     *     issuer
     */
    public static RequestPostProcessor asUser(String subject) {
        return asUser(token -> token.subject(subject));
    }

    /**
     * Sends a request as the user of this token, such as {@code token -> token.subject("u1").scope("admin")}.
     *
     * @param changes made to a token that is valid without them
     * @return for {@code with(…)} of a request; it throws {@code NoSuchBeanDefinitionException} if there is no test
     *     issuer
     */
    public static RequestPostProcessor asUser(Consumer<TestToken> changes) {
        return request -> {
            request.addHeader("Authorization", "Bearer " + issuer(request).token(changes));
            return request;
        };
    }

    private static TestIssuer issuer(MockHttpServletRequest request) {
        ServletContext context = request.getServletContext();
        return WebApplicationContextUtils.getRequiredWebApplicationContext(context)
                .getBean(TestIssuer.class);
    }
}
