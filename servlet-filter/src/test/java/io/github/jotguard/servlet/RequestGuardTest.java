package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.servlet.AuthenticationAttempt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter's decisions, in a simulated container. */
class RequestGuardTest {

    private static final RequestOracle ORACLE = FuzzTargets.REQUESTS;

    @Test
    void reportsAnAnonymousRequestOnceForAllItsDispatches() {
        assertThat(outcomes("R0/maybe/a\nF0/maybe/b\nI0/maybe/c\nB\nB\nS0/maybe/d"))
                .containsExactly(Outcome.ANONYMOUS);
    }

    @Test
    void reportsACallerOnceForAllDispatches() {
        assertThat(outcomes("HAuthorization:Bearer {good}\nR0/maybe/a\nF0/api\nI0/maybe/c\nB\nB\nS0/api"))
                .containsExactly(Outcome.ACCEPTED);
    }

    @Test
    void reportsEachRejectedDispatch() {
        assertThat(outcomes("R0/maybe/a\nF0/api\nI0/api"))
                .containsExactly(Outcome.ANONYMOUS, Outcome.REJECTED, Outcome.REJECTED);
    }

    /** Some file systems leave out spaces at the end of a name. */
    @Test
    void demandsTheScopeOfAPathThatCouldBeReadAsAnother() {
        assertThat(outcomes("HAuthorization:Bearer {good}\nR1/admin%20")).containsExactly(Outcome.REJECTED);
        assertThat(outcomes("HAuthorization:Bearer {admin}\nR1/admin%20")).containsExactly(Outcome.ACCEPTED);
        assertThat(outcomes("HAuthorization:Bearer {good}\nR1/api%20")).containsExactly(Outcome.ACCEPTED);
    }

    /** Or one would take over what another found out. */
    @Test
    void hasAnAttributeNameOfItsOwn() {
        String name = ORACLE.filter().guard().attributeName();

        assertThat(name).startsWith(BearerTokenFilter.class.getName());
        assertThat(ORACLE.filter().guard().attributeName()).isNotEqualTo(name);
    }

    static Stream<Consumer<BearerTokenFilter.Builder>> settings() {
        return Stream.of(
                builder -> builder.principal(jwt -> Optional.empty()),
                builder -> builder.rolesFrom("roles"),
                builder -> builder.requireScope("read"),
                builder -> builder.scopeFrom("scp"),
                builder -> builder.realm("cases"),
                builder -> builder.alsoFromCookie("session"),
                builder -> builder.dpop(DpopMode.ACCEPT),
                builder -> builder.onError(rejection -> rejection));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void takesASettingOnce(Consumer<BearerTokenFilter.Builder> setting) {
        BearerTokenFilter.Builder builder = ORACLE.filter();
        setting.accept(builder);

        assertThatIllegalStateException()
                .isThrownBy(() -> setting.accept(builder))
                .withMessageContaining("was already set");
    }

    private static List<Outcome> outcomes(String scenario) {
        List<Outcome> outcomes = new ArrayList<>();
        BearerTokenFilter filter = ORACLE.filter()
                .listener(attempt -> outcomes.add(attempt.outcome()))
                .build();
        new SimulatedContainer(
                        (request, response, chain) -> chain.doFilter(request, response),
                        filter,
                        ORACLE.scenario(scenario))
                .run();
        return outcomes;
    }
}
