package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.spring.test.TestUser.asUser;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.jotguard.spring.test.UseTestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Tests of an application, as its authors write them. */
@SpringBootTest(
        classes = MvcSecurityApplication.class,
        properties = "jotguard.better-auth.origin=https://app.example.com")
@UseTestIssuer
class MvcTestSupportTest {

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void requestsAsGivenUser() throws Exception {
        mvc.perform(get("/me").with(asUser("u1"))).andExpect(content().json("{\"id\":\"u1\"}"));
    }

    @Test
    void makesEveryCheckOfApplication() throws Exception {
        mvc.perform(get("/claims").with(asUser(token -> token.claim("banned", true))))
                .andExpect(status().isUnauthorized());
        mvc.perform(get("/claims").with(asUser(token -> token.issuer("https://other.example.com"))))
                .andExpect(status().isUnauthorized());
        mvc.perform(get("/admin").with(asUser(token -> token.scope("admin")))).andExpect(status().isOk());
        mvc.perform(get("/admin").with(asUser("u1"))).andExpect(status().isForbidden());
    }

    @Test
    void goesByIssuerThatApplicationExpects() throws Exception {
        mvc.perform(get("/claims").with(asUser("u1")))
                .andExpect(content().json("{\"iss\":\"https://app.example.com\",\"aud\":\"https://app.example.com\"}"));
    }

    @Test
    void takesJwtOfSpringSecurityTest() throws Exception {
        mvc.perform(get("/me").with(jwt().jwt(token -> token.subject("mocked"))))
                .andExpect(content().json("{\"id\":\"mocked\"}"));
        mvc.perform(get("/admin").with(jwt().authorities(new SimpleGrantedAuthority("SCOPE_admin"))))
                .andExpect(content().string("user"));
    }
}
