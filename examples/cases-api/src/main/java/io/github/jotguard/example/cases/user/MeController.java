package io.github.jotguard.example.cases.user;

import io.github.jotguard.spring.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
@Tag(name = "Caller")
class MeController {

    @GetMapping("/api/auth/me")
    @Operation(summary = "Tells who is calling")
    AppUser me(@CurrentUser AppUser user) {
        return user;
    }
}
