package io.github.jotguard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** What editors show, and what Spring Boot reads. */
class MetadataTest {

    @Test
    void describesEveryProperty() throws IOException {
        JsonNode properties = metadata().get("properties");
        assertThat(properties).hasSizeGreaterThan(40).allSatisfy(property -> {
            assertThat(property.path("name").asText()).matches("(management\\.(health|info)\\.)?jotguard(\\.[a-z-]+)+");
            assertThat(property.path("description").asText())
                    .as(property.path("name").asText())
                    .matches("\\p{Lu}.{10,}");
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
        assertThat(imports.lines()).hasSize(9).allSatisfy(name -> assertThat(
                        Class.forName(name).isAnnotationPresent(AutoConfiguration.class))
                .isTrue());
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
