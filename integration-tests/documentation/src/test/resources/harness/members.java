import io.github.jotguard.*;
import io.github.jotguard.issuers.*;
import io.github.jotguard.jwks.*;
import io.github.jotguard.spring.*;
import io.github.jotguard.testing.*;
import jakarta.servlet.DispatcherType;
import java.util.*;
import org.springframework.context.annotation.*;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.*;
import org.springframework.web.bind.annotation.*;
/* imports */

/** The surroundings of members of classes in the documentation. */
public class Snippet {

    record AppUser(String id, String name) {}

    record Me(String id, String name) {}

    interface AppUsers {
        Optional<AppUser> findById(String id);
    }

/* snippet */
}
