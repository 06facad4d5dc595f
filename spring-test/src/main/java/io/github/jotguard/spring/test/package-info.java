/**
 * Tests Spring applications with real tokens of a test issuer.
 *
 * <!-- java: unit run -->
 * <pre>{@code
 * import static io.github.jotguard.spring.test.TestUser.asUser;
 * import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
 * import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
 * import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
 *
 * import io.github.jotguard.VerifiedJwt;
 * import io.github.jotguard.spring.test.UseTestIssuer;
 * import org.junit.jupiter.api.Test;
 * import org.springframework.beans.factory.annotation.Autowired;
 * import org.springframework.boot.SpringBootConfiguration;
 * import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
 * import org.springframework.boot.test.context.SpringBootTest;
 * import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
 * import org.springframework.test.web.servlet.MockMvc;
 * import org.springframework.web.bind.annotation.GetMapping;
 * import org.springframework.web.bind.annotation.RestController;
 *
 * @SpringBootTest(classes = MeTest.Application.class)
 * @AutoConfigureMockMvc
 * @UseTestIssuer
 * class MeTest {
 *
 *     @Test
 *     void returnsTheCaller(@Autowired MockMvc mvc) throws Exception {
 *         mvc.perform(get("/me").with(asUser("u1"))).andExpect(content().string("u1"));
 *         mvc.perform(get("/me")).andExpect(status().isUnauthorized());
 *     }
 *
 *     @SpringBootConfiguration
 *     @EnableAutoConfiguration
 *     @RestController
 *     static class Application {
 *
 *         @GetMapping("/me")
 *         String me(VerifiedJwt jwt) {
 *             return jwt.subject();
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.github.jotguard.spring.test.UseTestIssuer} replaces the keys of the issuer that the application trusts,
 * and nothing else. {@link io.github.jotguard.spring.test.TestUser} adds a token to a request. {@code jwt()} and
 * {@code mockJwt()} of {@code spring-security-test} work with the parameters of Jotguard too.
 *
 * <p>For the test scope: it acts in application contexts of Spring's TestContext framework alone.
 */
@NullMarked
package io.github.jotguard.spring.test;

import org.jspecify.annotations.NullMarked;
