package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A filter of an XML block can be deployed and stands before every path; a dependency is one that is published, or SLF4J's. */
class XmlBlocksTest {

    private static final List<String> PUBLISHED = List.of(
            "jotguard-core",
            "jotguard-servlet-filter",
            "jotguard-spring-adapter",
            "jotguard-spring-test",
            "jotguard-testing",
            "jotguard-bom");

    @TestFactory
    Stream<DynamicTest> canBeUsed() {
        return CodeBlock.testEach(List.of("xml"), block -> {
            Element root = parse(block.text());
            List<Element> filters = children(root, "filter");
            List<Element> dependencies = children(root, "dependency");
            assertThat(filters.size() + dependencies.size()).isPositive();
            for (Element filter : filters) {
                deploy(filter);
                assertThat(mappings(root, text(filter, "filter-name"))).containsExactly("/*");
                assertThat(dispatchers(root)).containsExactlyInAnyOrderElementsOf(everyDispatcher());
            }
            dependencies.forEach(XmlBlocksTest::checkDependency);
        });
    }

    private static void deploy(Element filter) throws ServletException, IOException {
        assertThat(text(filter, "filter-class")).isEqualTo(BearerTokenFilter.class.getName());
        assertThat(text(filter, "async-supported")).isEqualTo("true");
        Map<String, String> parameters = new LinkedHashMap<>();
        children(filter, "init-param")
                .forEach(parameter -> parameters.put(text(parameter, "param-name"), text(parameter, "param-value")));
        assertThat(new Deployment(text(filter, "filter-name"), parameters).statusWithoutToken())
                .isEqualTo(401);
    }

    /** Those of all mappings, of which a block has one. */
    private static List<String> dispatchers(Element root) {
        return children(root, "dispatcher").stream()
                .map(dispatcher -> dispatcher.getTextContent().strip())
                .toList();
    }

    private static List<String> everyDispatcher() {
        return BearerTokenFilter.dispatcherTypes().stream().map(Enum::name).toList();
    }

    /** Without one a filter is never asked. */
    private static List<String> mappings(Element root, String filter) {
        return children(root, "filter-mapping").stream()
                .filter(mapping -> text(mapping, "filter-name").equals(filter))
                .map(mapping -> text(mapping, "url-pattern"))
                .toList();
    }

    private static void checkDependency(Element dependency) {
        if (text(dependency, "groupId").equals("org.slf4j")) {
            assertThat(text(dependency, "version")).isEqualTo(System.getProperty("jotguard.slf4j.version"));
            return;
        }
        assertThat(text(dependency, "groupId")).isEqualTo("io.github.jotguard");
        assertThat(PUBLISHED).contains(text(dependency, "artifactId"));
        if (!children(dependency, "version").isEmpty()) {
            assertThat(text(dependency, "version")).isEqualTo(System.getProperty("jotguard.version"));
        }
    }

    private static Element parse(String fragment) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<root>" + fragment + "</root>")))
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String text(Element parent, String name) {
        return children(parent, name).get(0).getTextContent().strip();
    }
}
