package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** Our lists of what an annotation for slices brings. Spring Boot ignores one whose annotation is not there. */
public final class SliceLists {

    private static final String END = ".imports";

    private SliceLists() {}

    /** One for Spring Boot 3 and one for 4; this line has the annotation of one of them. */
    public static void assertOneIsOfThisLine(String annotation) throws IOException {
        List<String> names = ours(annotation).toList();
        assertThat(names).hasSize(2);
        assertThat(names)
                .filteredOn(name -> ClassUtils.isPresent(name, SliceLists.class.getClassLoader()))
                .hasSize(1);
    }

    private static Stream<String> ours(String annotation) throws IOException {
        String lists = "classpath*:META-INF/spring/*." + annotation + END;
        return Stream.of(new PathMatchingResourcePatternResolver().getResources(lists))
                .filter(list -> text(list).contains("io.github.jotguard.spring."))
                .map(Resource::getFilename)
                .map(file -> file.substring(0, file.length() - END.length()));
    }

    private static String text(Resource list) {
        try {
            return list.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
