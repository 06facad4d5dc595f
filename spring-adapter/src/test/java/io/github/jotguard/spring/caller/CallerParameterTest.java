package io.github.jotguard.spring.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class CallerParameterTest {

    /** As an application makes its own name for it. */
    @CurrentUser
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Me {}

    record AppUser(String id) {}

    abstract static class Generic<T> {
        void inherited(T value, List<? super T> values) {}
    }

    static final class Concrete extends Generic<VerifiedJwt> {}

    @SuppressWarnings("unused")
    void supported(
            VerifiedJwt jwt,
            Optional<VerifiedJwt> optional,
            Optional<? extends VerifiedJwt> wildcard,
            @CurrentUser AppUser user,
            @Me AppUser me,
            @Me Optional<AppUser> perhapsMe,
            @CurrentUser List<AppUser> family) {}

    @SuppressWarnings("unused")
    void mono(Mono<VerifiedJwt> jwt, @Me Mono<AppUser> user) {}

    @SuppressWarnings("unused")
    <T extends VerifiedJwt, C extends Comparable<C>> void unsupported(
            Flux<VerifiedJwt> flux,
            Publisher<VerifiedJwt> publisher,
            CompletableFuture<VerifiedJwt> future,
            Supplier<VerifiedJwt> supplier,
            VerifiedJwt[] array,
            List<VerifiedJwt> list,
            Collection<? extends VerifiedJwt> wildcard,
            Map<String, List<VerifiedJwt>> map,
            HttpEntity<VerifiedJwt> body,
            Optional<List<VerifiedJwt>> optionalList,
            Mono<Optional<VerifiedJwt>> monoOfOptional,
            T[] variable,
            List<VerifiedJwt>[] lists) {}

    @SuppressWarnings("unused")
    <C extends Comparable<C>> void others(String text, Object any, AppUser user, List<String> list, C comparable) {}

    @Test
    void supportsTokensAndUsers() {
        assertThat(parameters("supported")).hasSize(7).allSatisfy(parameter -> assertThat(
                        CallerParameter.require(parameter).isSupported(false))
                .isTrue());
    }

    @Test
    void supportsMonoWhereOneIsResolved() {
        assertThat(parameters("mono")).hasSize(2).allSatisfy(parameter -> {
            assertThat(CallerParameter.require(parameter).isSupported(true)).isTrue();
            assertThat(CallerParameter.require(parameter).isSupported(false)).isFalse();
        });
    }

    @Test
    void claimsEveryOtherTypeThatMentionsVerifiedJwt() {
        assertThat(parameters("unsupported")).hasSize(13).allSatisfy(parameter -> assertThat(
                        CallerParameter.require(parameter).isSupported(true))
                .isFalse());
    }

    @Test
    void claimsTypeVariableThatSubclassBinds() throws Exception {
        Method inherited = Generic.class.getDeclaredMethod("inherited", Object.class, List.class);
        MethodParameter value = new MethodParameter(inherited, 0).withContainingClass(Concrete.class);
        MethodParameter values = new MethodParameter(inherited, 1).withContainingClass(Concrete.class);
        assertThat(CallerParameter.require(value).isSupported(false)).isTrue();
        assertThat(CallerParameter.require(values).isSupported(false)).isFalse();
    }

    @SuppressWarnings("unused")
    void eightDeep(
            VerifiedJwt[][][][][][][][] arrays,
            List<List<List<List<List<List<List<List<VerifiedJwt>>>>>>>> lists,
            Map<String, List<VerifiedJwt>[][][][][][]> both) {}

    @SuppressWarnings("unused")
    void nineDeep(
            VerifiedJwt[][][][][][][][][] arrays,
            List<List<List<List<List<List<List<List<List<VerifiedJwt>>>>>>>>> lists,
            Map<String, List<VerifiedJwt>[][][][][][][]> both) {}

    @Test
    void claimsVerifiedJwtInEightWrappersAndNotInNine() {
        assertThat(parameters("eightDeep")).hasSize(3).allSatisfy(parameter -> assertThat(CallerParameter.of(parameter))
                .isNotNull());
        assertThat(parameters("nineDeep")).hasSize(3).allSatisfy(parameter -> assertThat(CallerParameter.of(parameter))
                .isNull());
    }

    @SuppressWarnings("unused")
    void optional(Optional<VerifiedJwt> jwt, @Nullable VerifiedJwt perhaps, @Me @Nullable AppUser user) {}

    @SuppressWarnings("unused")
    void required(VerifiedJwt jwt, @NonNull VerifiedJwt surely, @Me @NonNull AppUser user) {}

    @Test
    void isOptionalWhereItsTypeSaysSo() {
        assertThat(parameters("optional")).hasSize(3).allMatch(parameter -> CallerParameter.require(parameter)
                .isOptional());
        assertThat(parameters("required")).hasSize(3).noneMatch(parameter -> CallerParameter.require(parameter)
                .isOptional());
    }

    record Missing() {}

    @SuppressWarnings("unused")
    void missing(List<Missing> list, @CurrentUser List<Missing> users) {}

    /** It must not stop the start. */
    @Test
    void looksAtTheClassAloneWhereItsArgumentIsMissing() throws Exception {
        Class<?> copy = new WithoutClass(CallerParameterTest.class, Missing.class)
                .loadClass(CallerParameterTest.class.getName());
        List<MethodParameter> parameters = parameters(copy, "missing");

        assertThat(CallerParameter.of(parameters.get(0))).isNull();
        assertThat(CallerParameter.require(parameters.get(1)).isCurrentUser()).isTrue();
    }

    @Test
    void leavesOtherParametersAlone() {
        assertThat(parameters("others")).hasSize(5).allSatisfy(parameter -> assertThat(CallerParameter.of(parameter))
                .isNull());
    }

    private static List<MethodParameter> parameters(String name) {
        return parameters(CallerParameterTest.class, name);
    }

    private static List<MethodParameter> parameters(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findAny()
                .orElseThrow();
        return Stream.iterate(0, index -> index + 1)
                .limit(method.getParameterCount())
                .map(index -> new MethodParameter(method, index))
                .toList();
    }
}
