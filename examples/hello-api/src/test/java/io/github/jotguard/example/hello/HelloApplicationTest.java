package io.github.jotguard.example.hello;

import static io.github.jotguard.spring.test.TestUser.asUser;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.jotguard.spring.test.UseTestIssuer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
@UseTestIssuer
class HelloApplicationTest {

    @Test
    void greetsTheCallerAndRejectsOthers(@Autowired MockMvc mvc) throws Exception {
        mvc.perform(get("/hello").with(asUser("u1")))
                .andExpect(jsonPath("$.hello").value("u1"));
        mvc.perform(get("/hello")).andExpect(status().isUnauthorized());
        mvc.perform(get("/hello").with(asUser(token -> token.expiresIn(Duration.ofMinutes(-5)))))
                .andExpect(jsonPath("$.code").value("expired"));
    }
}
