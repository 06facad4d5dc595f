package io.github.jotguard.spring.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties.UnknownUser;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

@ExtendWith(OutputCaptureExtension.class)
class UserLookupTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final UserLookup users = new UserLookup(beans, UnknownUser.UNAUTHORIZED);

    record AppUser(String id) {}

    record Admin(String id) {}

    @SuppressWarnings("unused")
    void controller(
            VerifiedJwt jwt,
            Optional<VerifiedJwt> optionalJwt,
            @CurrentUser AppUser user,
            @CurrentUser Optional<AppUser> optionalUser,
            @CurrentUser @Nullable AppUser nullableUser,
            @CurrentUser Admin admin,
            String other) {}

    @Test
    void findsUserWithBeanForItsType() {
        define(AppUser.class, jwt -> Optional.of(new AppUser(jwt.subject())));
        define(Admin.class, jwt -> Optional.of(new Admin(jwt.subject())));
        assertThat(users.find(parameter(2), token())).isEqualTo(Optional.of(new AppUser("test-user")));
        assertThat(users.find(parameter(3), token())).isEqualTo(Optional.of(new AppUser("test-user")));
        assertThat(users.find(parameter(5), token())).isEqualTo(Optional.of(new Admin("test-user")));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "2, true", "3, false", "4, false"})
    void needsTokenUnlessParameterIsOptional(int index, boolean needed) {
        define(AppUser.class, jwt -> Optional.empty());
        if (needed) {
            assertRejected(users, index, Optional.empty(), 401, "missing_token");
        } else {
            assertThat(users.find(parameter(index), Optional.empty())).isEmpty();
        }
    }

    @Test
    void answersForUnknownUserAsSet() {
        define(AppUser.class, jwt -> Optional.empty());
        assertRejected(users, 2, token(), 401, "user_not_found");
        assertRejected(new UserLookup(beans, UnknownUser.NOT_FOUND), 2, token(), 404, "user_not_found");
        assertThat(users.find(parameter(3), token())).isEmpty();
        assertThat(users.find(parameter(4), token())).isEmpty();
    }

    @Test
    void cannotTellWhenLookUpFails() {
        define(AppUser.class, jwt -> {
            throw new java.sql.SQLException("away");
        });
        assertRejected(users, 2, token(), 503, "temporarily_unavailable");
        assertRejected(users, 3, token(), 503, "temporarily_unavailable");
    }

    @Test
    void saysWhyItCannotTellWithoutTheMessage(CapturedOutput output) {
        define(AppUser.class, jwt -> {
            throw new IllegalStateException("no user for " + jwt.subject());
        });
        define(Admin.class, jwt -> null);
        assertRejected(users, 2, token(), 503, "temporarily_unavailable");
        assertRejected(users, 5, token(), 503, "temporarily_unavailable");
        assertThat(output)
                .contains(
                        "Looking up the current user failed, so the request is answered 503:"
                                + " java.lang.IllegalStateException",
                        "CurrentUserResolver returned null instead of an Optional, so the request is answered 503")
                .doesNotContain("no user for");
    }

    @Test
    void cannotTellWhenLookUpFailsWithError() {
        define(AppUser.class, jwt -> {
            throw new NoClassDefFoundError("Driver");
        });
        assertRejected(users, 2, token(), 503, "temporarily_unavailable");
    }

    @Test
    void keepsTheInterruptOfALookUp() {
        define(AppUser.class, jwt -> {
            throw new InterruptedException();
        });
        assertRejected(users, 2, token(), 503, "temporarily_unavailable");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void looksForBeanOnceForEachType() {
        define(AppUser.class, jwt -> Optional.of(new AppUser(jwt.subject())));
        assertThat(users.find(parameter(2), token())).isPresent();
        define(AppUser.class, jwt -> Optional.empty());
        assertThat(users.find(parameter(2), token())).isPresent();
        assertThat(users.find(parameter(3), token())).isPresent();
        assertThatThrownBy(() -> users.resolver(parameter(5))).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void cannotTellWhenLookUpGivesNull() {
        define(AppUser.class, jwt -> null);
        assertRejected(users, 2, token(), 503, "temporarily_unavailable");
    }

    @Test
    void isThereForWhatCanBeFilled() throws Exception {
        assertThat(UserLookup.requireFor(parameter(0), users, false)).isSameAs(users);
        assertThatThrownBy(() -> UserLookup.requireFor(parameter(0), null, false))
                .isInstanceOf(UnverifiedCallerException.class)
                .hasMessageContaining("Jotguard has no JwtVerifier here");
        CallerParameter list = CallerParameter.require(
                new MethodParameter(UserLookupTest.class.getDeclaredMethod("ofList", List.class), 0));
        assertThatThrownBy(() -> UserLookup.requireFor(list, users, true))
                .isInstanceOf(UnverifiedCallerException.class)
                .hasMessageContaining("cannot be filled");
    }

    @SuppressWarnings("unused")
    void ofList(List<VerifiedJwt> jwts) {}

    @Test
    void needsOneBeanForType() {
        assertThatThrownBy(() -> users.resolver(parameter(2)))
                .isInstanceOfSatisfying(InvalidSettingException.class, failure -> assertThat(failure.action())
                        .contains("Define a bean of type", "AppUser", "@WebMvcTest", "@Import"));
        define(AppUser.class, jwt -> Optional.empty());
        define(AppUser.class, jwt -> Optional.empty());
        assertThatThrownBy(() -> users.resolver(parameter(2)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("more than one bean")
                .hasMessageContaining("resolver0, resolver1");
    }

    private void assertRejected(UserLookup lookup, int index, Optional<VerifiedJwt> token, int status, String code) {
        assertThatThrownBy(() -> lookup.find(parameter(index), token))
                .isInstanceOfSatisfying(RequestRejectedException.class, rejected -> {
                    assertThat(rejected.problem().status()).isEqualTo(status);
                    assertThat(rejected.problem().code()).isEqualTo(code);
                    assertThat(rejected.getBody().getProperties()).containsEntry("code", code);
                    assertThat(rejected.getHeaders().getCacheControl()).isEqualTo("no-store");
                    assertThat(rejected.getHeaders().containsKey("WWW-Authenticate"))
                            .isEqualTo(status == 401);
                    assertThat(rejected.getHeaders().containsKey("Retry-After")).isEqualTo(status == 503);
                });
    }

    private <T> void define(Class<T> type, CurrentUserResolver<T> resolver) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(ResolvableType.forClassWithGenerics(CurrentUserResolver.class, type));
        definition.setInstanceSupplier(() -> resolver);
        beans.registerBeanDefinition("resolver" + beans.getBeanDefinitionCount(), definition);
    }

    private static CallerParameter parameter(int index) {
        try {
            return CallerParameter.require(new MethodParameter(
                    UserLookupTest.class.getDeclaredMethod(
                            "controller",
                            VerifiedJwt.class,
                            Optional.class,
                            AppUser.class,
                            Optional.class,
                            AppUser.class,
                            Admin.class,
                            String.class),
                    index));
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Optional<VerifiedJwt> token() {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtVerifier verifier = JwtVerifier.trusting(
                    TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                            .audience(issuer.audience())
                            .build());
            return Optional.of(verifier.verify(issuer.token()));
        }
    }
}
