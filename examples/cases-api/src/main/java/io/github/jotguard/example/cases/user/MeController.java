package io.github.jotguard.example.cases.user;

import io.github.jotguard.spring.CurrentUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
class MeController {

    @GetMapping("/api/auth/me")
    AppUser me(@CurrentUser AppUser user) {
        return user;
    }
}
