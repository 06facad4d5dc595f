package io.github.jotguard.springtests;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Works in Spring MVC and in WebFlux. */
@RestController
public class Api {

    @GetMapping("/claims")
    Map<String, ?> claims(VerifiedJwt jwt) {
        return jwt.claims();
    }

    @GetMapping("/me")
    AppUser me(@CurrentUser AppUser user) {
        return user;
    }

    @GetMapping("/perhaps-me")
    String perhapsMe(@CurrentUser Optional<AppUser> user) {
        return user.map(AppUser::id).orElse("unknown");
    }

    @GetMapping("/open")
    String open(Optional<VerifiedJwt> jwt) {
        return jwt.map(VerifiedJwt::subject).orElse("anonymous");
    }

    @GetMapping("/open/user")
    AppUser userNeeded(@CurrentUser AppUser user) {
        return user;
    }

    @GetMapping("/optional")
    String optional(Optional<VerifiedJwt> jwt) {
        return jwt.map(VerifiedJwt::subject).orElse("anonymous");
    }

    @GetMapping("/later")
    CompletableFuture<String> later(VerifiedJwt jwt) {
        return CompletableFuture.supplyAsync(jwt::subject);
    }

    @PostMapping("/change")
    String change(VerifiedJwt jwt) {
        return jwt.subject();
    }

    @GetMapping("/failing")
    String failing() {
        throw new IllegalStateException("the application's own failure");
    }

    @PostMapping("/open/change")
    String changeOpenly() {
        return "changed";
    }

    @GetMapping("/open/failing")
    String failingOpenly() {
        throw new IllegalStateException("the application's own failure");
    }

    @GetMapping("/open/status/{status}")
    String status(@PathVariable("status") int status) {
        throw new ResponseStatusException(HttpStatusCode.valueOf(status));
    }
}
