package io.github.jotguard.interop.authorizationserver;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs until its standard input ends. */
@SpringBootApplication
public class AuthorizationServerProgram {

    public static void main(String[] arguments) throws IOException {
        SpringApplication.run(AuthorizationServerProgram.class, arguments);
        System.out.println("The authorization server is ready");
        while (System.in.read() >= 0) {
            // what is written to it has no meaning
        }
        Runtime.getRuntime().halt(0);
    }
}
