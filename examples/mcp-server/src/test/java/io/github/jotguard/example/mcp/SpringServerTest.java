package io.github.jotguard.example.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** Spring Boot with Spring MVC. */
class SpringServerTest extends OfficialClientContract {

    @Override
    AutoCloseable start(int port, String origin, String resource, ExampleDatabase database) {
        SpringApplication application = new SpringApplication(SpringServer.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("sharedDatabase", ExampleDatabase.class, () -> database, bean -> bean.setPrimary(true)));
        return application.run(
                "--PORT=" + port,
                "--BETTER_AUTH_ORIGIN=" + origin,
                "--RESOURCE=" + resource,
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn");
    }
}
