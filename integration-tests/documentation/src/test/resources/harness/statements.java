import io.github.jotguard.*;
import io.github.jotguard.dpop.*;
import io.github.jotguard.issuers.*;
import io.github.jotguard.jwks.*;
import io.github.jotguard.servlet.*;
import io.github.jotguard.testing.*;
import jakarta.servlet.*;
import java.lang.reflect.Proxy;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.*;
import java.util.*;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
/* imports */

/** The surroundings of statements in the documentation. */
public class Snippet {

    static final Logger log = LoggerFactory.getLogger("docs");
    static final String secret = "a secret of at least thirty-two bytes";
    static final Set<String> denied = Set.of();
    static final AppUsers users = email -> Optional.empty();
    static final ServletContext servletContext = answering(ServletContext.class);
    static final DataSource dataSource = answering(DataSource.class);
    static Optional<Duration> retryAfter = Optional.empty();
    static JwtVerifier verifier;
    static String token;

    interface AppUsers {
        Optional<Principal> findByEmail(String email);
    }

    static void counter(String event, String label) {}

    /** A container that agrees to everything. */
    static <T> T answering(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) ->
                method.getReturnType().isInterface() ? answering(method.getReturnType()) : null));
    }

    public static void run(String appOrigin, String givenToken) throws Exception {
        token = givenToken;
        verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(appOrigin).build());
        snippet();
    }

    static void snippet() throws Exception {
/* snippet */
    }
}
