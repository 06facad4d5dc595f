package io.github.jotguard.mcp;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.example.mcp.CaseTools;
import io.github.jotguard.example.mcp.WriteScope;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** MCP as a controller, for Spring MVC and WebFlux. The caller is the parameter that Jotguard fills. */
@RestController
public class McpController {

    private final MessageTransport transport = new MessageTransport();

    McpController(DataSource database) {
        CaseTools.serve(transport, database);
    }

    @PostMapping(path = CaseTools.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<String>> receive(VerifiedJwt jwt, @RequestBody String message) {
        if (WriteScope.isMissing(jwt, message.getBytes(StandardCharsets.UTF_8))) {
            return Mono.just(ResponseEntity.status(HttpStatus.FORBIDDEN)
                    .header(HttpHeaders.WWW_AUTHENTICATE, WriteScope.CHALLENGE)
                    .build());
        }
        return transport
                .handle(CaseTools.calledBy(jwt), message)
                .map(ResponseEntity::ok)
                .defaultIfEmpty(ResponseEntity.accepted().build())
                .subscribeOn(Schedulers.boundedElastic()); // the tools wait for the database
    }
}
