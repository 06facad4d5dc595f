package io.github.jotguard.spring.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.CurrentUser;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;

/** The places inside of a filled type in which a parameter for the user is found. */
class FilledTypesTest {

    record Form(@CurrentUser String user) {}

    /** Each takes the next, and the last the user. */
    record Nested0(Nested1 next) {}

    record Nested1(Nested2 next) {}

    record Nested2(Nested3 next) {}

    record Nested3(Nested4 next) {}

    record Nested4(Nested5 next) {}

    record Nested5(Nested6 next) {}

    record Nested6(Nested7 next) {}

    record Nested7(Nested8 next) {}

    record Nested8(List<Nested9> next) {}

    record Nested9(Form[] next, Nested0 again) {}

    record Innocent(String title, List<Innocent> others) {}

    record Missing() {}

    static class OfMissing {

        public OfMissing(List<Missing> missing) {}

        public void setUser(@CurrentUser String user) {}
    }

    static class OfBound<T extends List<Missing>> {

        public void setUser(@CurrentUser String user) {}
    }

    static class Innocents<T extends List<Missing>> {

        public void setList(T list) {}
    }

    @SuppressWarnings({"unused", "rawtypes"})
    void controller(
            List<List<List<List<List<List<List<List<Form>>>>>>>> eightLists,
            List<List<List<List<List<List<List<List<List<Form>>>>>>>>> nineLists,
            List<List<List<List<List<List<List<List<Nested9>>>>>>>> inAClass,
            Form[][][][][][][][] eightArrays,
            Form[][][][][][][][][] nineArrays,
            Nested0 nested,
            Innocent innocent,
            OfMissing ofMissing,
            OfBound ofBound,
            Innocents innocents,
            List<Missing> missing) {}

    private static MethodParameter parameter(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals("controller"))
                .findAny()
                .orElseThrow();
        int index = IntStream.range(0, method.getParameterCount())
                .filter(each -> method.getParameters()[each].getName().equals(name))
                .findAny()
                .orElseThrow();
        return new MethodParameter(method, index);
    }

    private static MethodParameter parameter(String name) {
        return parameter(FilledTypesTest.class, name);
    }

    private static CallerParameter found(MethodParameter parameter) {
        return new FilledTypes().findCurrentUser(parameter);
    }

    @Test
    void isFoundInEightWrappersAndNotInNine() {
        assertThat(found(parameter("eightLists"))).isNotNull();
        assertThat(found(parameter("nineLists"))).isNull();
        assertThat(found(parameter("eightArrays"))).isNotNull();
        assertThat(found(parameter("nineArrays"))).isNull();
    }

    @Test
    void isFoundHoweverManyClassesAreAroundIt() {
        assertThat(found(parameter("nested"))).isNotNull();
        assertThat(found(parameter("inAClass"))).isNotNull();
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        assertThat(found(parameter("innocent"))).isNull();
    }

    /** Nobody can fill what is missing, which must not stop the start. */
    @Test
    void isFoundBesideATypeThatNamesAMissingClass() throws Exception {
        Class<?> copy =
                new WithoutClass(FilledTypesTest.class, Missing.class).loadClass(FilledTypesTest.class.getName());

        assertThat(found(parameter(copy, "ofMissing"))).isNotNull();
        assertThat(found(parameter(copy, "ofBound"))).isNotNull();
        assertThat(found(parameter(copy, "innocents"))).isNull();
        assertThat(found(parameter(copy, "missing"))).isNull();
    }
}
