package io.github.jotguard.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a test class with a Spring application context, such as one with {@code @SpringBootTest} or {@code @WebMvcTest}: the application takes
 * tokens of a {@link io.github.jotguard.testing.TestIssuer}, which is a bean.
 *
 * <p>The application keeps its settings. The test issuer goes by the issuer, the audience and the algorithm that the application expects, its
 * tokens have the claims and the type that the settings require, and only the keys come from it; nothing is fetched from the real one. An
 * application without settings trusts the test issuer as a Better Auth server.
 * Of {@code jotguard.issuers} it stands in for the first.
 *
 * <pre>{@code
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
     * What it signs with unless the application has a shared secret; any {@code alg} that {@code TestKey} knows. Default: EdDSA if the
     * application allows it, otherwise the first that {@code jotguard.algorithms} names.
     */
    String algorithm() default "";
}
