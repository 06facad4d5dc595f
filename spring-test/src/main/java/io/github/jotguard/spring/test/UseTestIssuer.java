package io.github.jotguard.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets an application in a test accept tokens of a {@link io.github.jotguard.testing.TestIssuer}, which becomes a bean.
 * For test classes with a Spring application context, such as {@code @SpringBootTest} or {@code @WebMvcTest}.
 *
 * <p>The application keeps its settings. The test issuer has the issuer, the audience and the algorithm that the
 * application expects, and its tokens have the required claims, type and scopes. Only the keys come from it; nothing is
 * fetched from the real issuer. An application without settings trusts the test issuer as a Better Auth server. Of
 * {@code jotguard.issuers} it replaces the first.
 *
 * <!-- java: unit -->
 * <pre>{@code
 * import static io.github.jotguard.spring.test.TestUser.asUser;
 * import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
 * import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
 *
 * import io.github.jotguard.spring.test.UseTestIssuer;
 * import org.junit.jupiter.api.Test;
 * import org.springframework.beans.factory.annotation.Autowired;
 * import org.springframework.boot.test.context.SpringBootTest;
 * import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
 * import org.springframework.test.web.servlet.MockMvc;
 *
 * @SpringBootTest
 * @AutoConfigureMockMvc
 * @UseTestIssuer
 * class CasesTest {
 *
 *     @Test
 *     void listsCasesOfCaller(@Autowired MockMvc mvc) throws Exception {
 *         mvc.perform(get("/api/cases").with(asUser("user-1"))).andExpect(status().isOk());
 *     }
 * }
 * }</pre>
 *
 * @see TestUser#asUser(String)
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UseTestIssuer {

    /**
     * The {@code alg} that the issuer signs with, unless the application has a shared secret; any name that
     * {@code TestKey} supports. Default: EdDSA if the application allows it, otherwise the first of
     * {@code jotguard.algorithms}.
     */
    String algorithm() default "";
}
