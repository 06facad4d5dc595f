package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Every block of YAML or properties makes an application that starts, out of properties that are known. */
class SettingsBlocksTest {

    private static final Class<?> AUTO_CONFIGURATION =
            MetadataProperties.adapterClass("io.github.jotguard.spring.autoconfigure.JotguardAutoConfiguration");

    @TestFactory
    Stream<DynamicTest> startsAnApplication() {
        return CodeBlock.testEach(List.of("yaml", "properties"), block -> {
            if (!block.directive().equals("of another library")) {
                start(block);
            }
        });
    }

    private static void start(CodeBlock block) throws IOException {
        try (Issuers issuers = new Issuers()) {
            List<PropertySource<?>> settings = load(block, issuers);
            assertThat(settings).isNotEmpty();
            settings.forEach(SettingsBlocksTest::checkNames);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(AUTO_CONFIGURATION))
                    .withInitializer(context -> settings.forEach(source ->
                            context.getEnvironment().getPropertySources().addFirst(source)))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class));
        }
    }

    private static List<PropertySource<?>> load(CodeBlock block, Issuers issuers) throws IOException {
        PropertySourceLoader loader =
                block.language().equals("yaml") ? new YamlPropertySourceLoader() : new PropertiesPropertySourceLoader();
        byte[] text = issuers.replaceAddresses(block.text()).getBytes(StandardCharsets.UTF_8);
        return loader.load(block.toString(), new ByteArrayResource(text));
    }

    private static void checkNames(PropertySource<?> source) {
        Set<String> known = MetadataProperties.names();
        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
            String single = name.replaceFirst("^jotguard\\.issuers\\[\\d+]", "jotguard")
                    .replaceFirst("^jotguard\\.claims[.\\[].*", "jotguard.claims") // whatever the claim is called
                    .replaceFirst("^jotguard\\.require-scope-at[.\\[].*", "jotguard.require-scope-at")
                    .replaceAll("\\[\\d+](\\..*)?$", "");
            assertThat(known).as(name).contains(single);
        }
    }
}
