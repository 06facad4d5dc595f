package io.github.jotguard.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.json.JsonParserFactory;

/** The properties of the Spring adapter, as its own metadata name them. */
final class MetadataProperties {

    private MetadataProperties() {}

    /** Properties of single issuers and of all, and no others of Spring Boot. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        try {
            for (URL metadata : Collections.list(MetadataProperties.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                properties(metadata)
                        .map(property -> String.valueOf(property.get("name")))
                        .filter(name -> name.startsWith("jotguard."))
                        .forEach(names::add);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        // read by conditions, so the processor does not see them
        names.addAll(List.of("jotguard.enabled", "jotguard.metrics.enabled"));
        return names;
    }

    private static Stream<Map<?, ?>> properties(URL metadata) throws IOException {
        try (InputStream in = metadata.openStream()) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<?> properties =
                    (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
            return properties.stream().map(property -> (Map<?, ?>) property);
        }
    }

    static Class<?> adapterClass(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
