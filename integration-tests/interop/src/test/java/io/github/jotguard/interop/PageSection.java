package io.github.jotguard.interop;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A section of an issuer's page in {@code docs/issuers}, with the addresses of a running server in place of those of the
 * page. Its first YAML and XML block are what a reader copies.
 */
record PageSection(String text) {

    /** Returns the section of a page. */
    static PageSection of(String page, String heading, Map<String, String> addresses) {
        String text = read(Path.of("../../docs/issuers", page + ".md"));
        int start = heading.isEmpty() ? 0 : text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException("the page " + page + " has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        String section = text.substring(start, end < 0 ? text.length() : end);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            section = section.replace(address.getKey(), address.getValue());
        }
        return new PageSection(section);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Map<String, Object> properties() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(block("yaml").getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> properties = new LinkedHashMap<>();
        yaml.getObject().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        return properties;
    }

    Map<String, String> initParams() {
        Map<String, String> params = new LinkedHashMap<>();
        NodeList found = xml().getElementsByTagName("init-param");
        for (int i = 0; i < found.getLength(); i++) {
            Element param = (Element) found.item(i);
            params.put(child(param, "param-name"), child(param, "param-value"));
        }
        return params;
    }

    private static String child(Element param, String name) {
        return param.getElementsByTagName(name).item(0).getTextContent().strip();
    }

    private Element xml() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<root>" + block("xml") + "</root>")))
                    .getDocumentElement();
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private String block(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        if (!block.find()) {
            throw new IllegalStateException("the section has no block in " + language);
        }
        return block.group(1);
    }
}
