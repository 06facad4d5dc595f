package io.github.jotguard.example.hello;

import io.github.jotguard.VerifiedJwt;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
class HelloApplication {

    public static void main(String[] args) {
        SpringApplication.run(HelloApplication.class, args);
    }

    @GetMapping("/hello")
    Map<String, String> hello(VerifiedJwt jwt) { // without a valid token: 401, and this is not called
        return Map.of("hello", jwt.subject());
    }
}
