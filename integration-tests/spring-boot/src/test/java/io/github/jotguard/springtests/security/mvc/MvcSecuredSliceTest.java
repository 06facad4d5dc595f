package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.spring.test.TestUser.asUser;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.jotguard.springtests.MvcSlice;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/** A slice with a chain of the application's own. */
@MvcSlice
@ContextConfiguration(classes = MvcSecurityApplication.class)
class MvcSecuredSliceTest extends MvcSliceContract {

    @Test
    void answersWithProblem() throws Exception {
        mvc.perform(get("/claims")).andExpect(jsonPath("$.code").value("missing_token"));
    }

    @Test
    void rejectsTokenWithoutNeededScope() throws Exception {
        mvc.perform(get("/admin").with(asUser("u1")))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("insufficient_scope"));
        mvc.perform(get("/admin").with(asUser(token -> token.subject("u1").scope("admin"))))
                .andExpect(status().isOk())
                .andExpect(content().string("u1"));
    }
}
