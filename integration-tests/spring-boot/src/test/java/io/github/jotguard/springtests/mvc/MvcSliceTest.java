package io.github.jotguard.springtests.mvc;

import static io.github.jotguard.spring.test.TestUser.asUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.test.UseTestIssuer;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.MvcSlice;
import io.github.jotguard.springtests.SliceLists;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/** Controllers and the filter, as authors of applications test them. */
@MvcSlice
@ContextConfiguration(classes = Application.class)
@UseTestIssuer
class MvcSliceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ApplicationContext context;

    @Test
    void challengesRequestWithoutToken() throws Exception {
        mvc.perform(get("/claims"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer realm=\"api\""))
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.code").value("missing_token"));
    }

    @Test
    void givesTokenToController() throws Exception {
        mvc.perform(get("/claims").with(asUser("u1")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.sub").value("u1"));
    }

    @Test
    void rejectsExpiredToken() throws Exception {
        mvc.perform(get("/claims").with(asUser(token -> token.expiresIn(Duration.ofMinutes(-5)))))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("expired"));
    }

    @Test
    void givesUserToController() throws Exception {
        mvc.perform(get("/me").with(asUser("u1"))).andExpect(content().json("{\"id\":\"u1\"}"));
    }

    @Test
    void rejectsUnknownUser() throws Exception {
        mvc.perform(get("/me").with(asUser("nobody")))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("user_not_found"));
    }

    @Test
    void hasFilterOnceAndNothingOfActuator() {
        assertThat(context.getBeansOfType(FilterRegistrationBean.class).values())
                .filteredOn(filter -> filter.getFilter() instanceof BearerTokenFilter)
                .hasSize(1);
        assertThat(context.getBeansOfType(BearerTokenFilter.class)).isEmpty();
        assertThat(context.getBeanDefinitionNames())
                .filteredOn(name -> name.contains("otguard"))
                .isNotEmpty()
                .noneMatch(name -> name.matches(".*(Actuator|Health|Metrics).*"));
    }

    @Test
    void isListedForAnnotationOfThisLine() throws IOException {
        SliceLists.assertOneIsOfThisLine("AutoConfigureWebMvc");
    }
}
