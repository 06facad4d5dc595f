package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.spring.test.TestUser.asUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.jotguard.spring.test.UseTestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

/** Rules for a slice with any security chain. */
@UseTestIssuer
abstract class MvcSliceContract {

    @Autowired
    protected MockMvc mvc;

    @Autowired
    protected ApplicationContext context;

    @Test
    void hasChainOfSpringSecurityAndNoFilterOfOurs() {
        assertThat(context.containsBean("springSecurityFilterChain")).isTrue();
        assertThat(context.containsBean("jotguardFilter")).isFalse();
    }

    @Test
    void challengesRequestWithoutToken() throws Exception {
        mvc.perform(get("/claims"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", startsWith("Bearer")));
    }

    @Test
    void givesTokenToController() throws Exception {
        mvc.perform(get("/claims").with(asUser("u1")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.sub").value("u1"));
        mvc.perform(get("/me").with(asUser("u1"))).andExpect(content().json("{\"id\":\"u1\"}"));
    }

    @Test
    void rejectsTokenForSomebodyElse() throws Exception {
        mvc.perform(get("/claims").with(asUser(token -> token.audience("https://other.example.com"))))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", containsString("The token is for another audience")));
    }

    @Test
    void takesJwtOfSpringSecurityTest() throws Exception {
        mvc.perform(get("/claims").with(jwt().jwt(token -> token.subject("mocked"))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.sub").value("mocked"));
    }
}
