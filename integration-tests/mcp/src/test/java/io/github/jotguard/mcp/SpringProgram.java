package io.github.jotguard.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An MCP server that properties protect; what is on the class path makes its stack. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class SpringProgram {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(SpringProgram.class, args);
        System.out.println(Stack.READY);
    }

    @Bean
    ExampleDatabase database() {
        return ExampleDatabase.open();
    }

    @Bean
    McpController mcp(ExampleDatabase database) {
        return new McpController(database.dataSource());
    }
}
