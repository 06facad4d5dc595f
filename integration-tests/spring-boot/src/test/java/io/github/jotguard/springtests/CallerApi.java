package io.github.jotguard.springtests;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;

/** Every way in which a controller of either stack can ask for the caller, and forms that a request could fill with one. */
@RestController
public class CallerApi {

    /** As an application makes its own name for it. */
    @CurrentUser
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Me {}

    public record Form(@Nullable VerifiedJwt jwt, @Nullable String name) {}

    /** With setters, and collections that grow. */
    public static class BeanForm {

        private @Nullable VerifiedJwt jwt;
        private List<VerifiedJwt> list = new ArrayList<>();
        private Map<String, VerifiedJwt> map = new TreeMap<>();
        private VerifiedJwt[] array = new VerifiedJwt[1];

        public @Nullable VerifiedJwt getJwt() {
            return jwt;
        }

        public void setJwt(VerifiedJwt jwt) {
            this.jwt = jwt;
        }

        public List<VerifiedJwt> getList() {
            return list;
        }

        public void setList(List<VerifiedJwt> list) {
            this.list = list;
        }

        public Map<String, VerifiedJwt> getMap() {
            return map;
        }

        public void setMap(Map<String, VerifiedJwt> map) {
            this.map = map;
        }

        public VerifiedJwt[] getArray() {
            return array;
        }

        public void setArray(VerifiedJwt[] array) {
            this.array = array;
        }
    }

    @GetMapping({"/caller/jwt", "/open/caller/jwt"})
    String jwt(VerifiedJwt jwt) {
        return jwt.subject();
    }

    @GetMapping({"/caller/optional", "/open/caller/optional"})
    String optional(Optional<VerifiedJwt> jwt) {
        return jwt.map(VerifiedJwt::subject).orElse("anonymous");
    }

    @GetMapping({"/caller/user", "/open/caller/user"})
    String user(@CurrentUser AppUser user) {
        return user.id();
    }

    @GetMapping({"/caller/me", "/open/caller/me"})
    String me(@Me AppUser user) {
        return user.id();
    }

    @GetMapping({"/caller/failing", "/open/caller/failing"})
    String failing() {
        throw new UnsupportedOperationException("as expected");
    }

    @ExceptionHandler(UnsupportedOperationException.class)
    String answerFailing(VerifiedJwt jwt) {
        return jwt.subject();
    }

    @GetMapping("/caller/form")
    String form(Form form) {
        return subject(form.jwt());
    }

    @GetMapping("/caller/bean")
    String bean(BeanForm form) {
        List<VerifiedJwt> all = new ArrayList<>(form.getList());
        all.add(form.getJwt());
        all.addAll(form.getMap().values());
        all.addAll(List.of(form.getArray()));
        return subjects(all);
    }

    @GetMapping("/caller/forms")
    String forms(@ModelAttribute("form") Form form) {
        return subject(form.jwt());
    }

    @PostMapping("/open/caller/body")
    String body(@RequestBody Form form) {
        return subject(form.jwt());
    }

    @PostMapping("/open/caller/part")
    String part(@RequestPart("form") Form form) {
        return subject(form.jwt());
    }

    /** Called before every method of the controller. */
    @RestController
    public static class ModelApi {

        @ModelAttribute("owner")
        AppUser owner(@CurrentUser AppUser user) {
            return user;
        }

        @GetMapping({"/caller/model", "/open/caller/model"})
        String model(Model model) {
            return ((AppUser) Objects.requireNonNull(model.getAttribute("owner"))).id();
        }
    }

    private static String subjects(Collection<@Nullable VerifiedJwt> all) {
        return all.stream()
                .filter(Objects::nonNull)
                .map(CallerApi::subject)
                .toList()
                .toString();
    }

    private static String subject(@Nullable VerifiedJwt jwt) {
        return jwt == null ? "none" : jwt.subject();
    }
}
