package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The metadata that editors show and Spring Boot reads. */
class MetadataTest {

    @Test
    void describesEveryProperty() throws IOException {
        JsonNode properties = metadata().get("properties");
        assertThat(properties).hasSizeGreaterThan(40).allSatisfy(property -> {
            assertThat(property.path("name").asText()).matches("(management\\.(health|info)\\.)?jotguard(\\.[a-z-]+)+");
            assertThat(property.path("description").asText())
                    .as(property.path("name").asText())
                    .matches("\\p{Lu}.{10,}")
                    .doesNotMatch("(Whether|What|How|Where|When|Who)\\b.*");
        });
    }

    @Test
    void hintsAtValuesOfPropertiesThatExist() throws IOException {
        List<String> names = metadata().get("properties").findValuesAsText("name");
        assertThat(metadata().get("hints").findValuesAsText("name"))
                .isNotEmpty()
                .allSatisfy(hinted ->
                        assertThat(names).anyMatch(name -> hinted.equals(name) || !hinted.startsWith("jotguard")));
    }

    @Test
    void listsEveryAutoConfiguration() throws IOException {
        String imports = text("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
        assertThat(imports.lines()).hasSize(12).allSatisfy(name -> assertThat(
                        Class.forName(name, false, MetadataTest.class.getClassLoader())
                                .isAnnotationPresent(AutoConfiguration.class))
                .isTrue());
    }

    /** By its name, or by a type that an application can see. */
    @Test
    void letsApplicationReplaceEveryBean() throws IOException, ClassNotFoundException {
        for (String name : text("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
                .lines()
                // names types of Spring Boot 4 and is run in the example cases-api
                .filter(each -> !each.endsWith(".JotguardSpringdocAutoConfiguration"))
                .toList()) {
            Class<?> configuration = Class.forName(name);
            assertThat(Stream.concat(Stream.of(configuration), Stream.of(configuration.getDeclaredClasses()))
                            // names types of Spring Boot 4, which is not the application here
                            .filter(type -> !type.getSimpleName().equals("HealthOfBoot4"))
                            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                            .filter(method -> method.isAnnotationPresent(Bean.class)))
                    .isNotEmpty()
                    .allSatisfy(method -> assertThat(canBeReplaced(method))
                            .as(method.toString())
                            .isTrue());
        }
    }

    private static boolean canBeReplaced(Method bean) {
        ConditionalOnMissingBean condition = bean.getAnnotation(ConditionalOnMissingBean.class);
        if (condition == null) {
            return false;
        }
        Class<?>[] types = condition.value().length == 0 ? new Class<?>[] {bean.getReturnType()} : condition.value();
        return condition.name().length == 0
                ? Stream.of(types).allMatch(type -> Modifier.isPublic(type.getModifiers()))
                : List.of(condition.name()).contains(bean.getName());
    }

    /** A test of controllers alone may leave Spring Security out. */
    @Test
    void needsNoChainInSlices() throws IOException {
        for (String slice : List.of(
                "test.autoconfigure.web.servlet.AutoConfigureWebMvc",
                "test.autoconfigure.web.reactive.AutoConfigureWebFlux",
                "webmvc.test.autoconfigure.AutoConfigureWebMvc",
                "webflux.test.autoconfigure.AutoConfigureWebFlux")) {
            assertThat(text("META-INF/spring/org.springframework.boot." + slice + ".imports"))
                    .contains(JotguardSecurityAutoConfiguration.class.getName())
                    .doesNotContain(JotguardChainAutoConfiguration.class.getName());
        }
    }

    private static JsonNode metadata() throws IOException {
        return new ObjectMapper().readTree(text("META-INF/spring-configuration-metadata.json"));
    }

    /** Ours: other jars have a file of this name. */
    private static String text(String resource) throws IOException {
        URI ours = URI.create(JotguardAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        return Files.readString(Path.of(ours).resolve(resource));
    }
}
