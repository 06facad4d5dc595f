package io.github.jotguard.interop;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A section of an issuer's page in {@code docs/issuers}, as the settings that a reader copies from it. */
record PageSection(PageText text) {

    /** Returns the section of a page. */
    static PageSection of(String page, String heading, Map<String, String> addresses) {
        return new PageSection(PageText.of("issuers/" + page, heading, addresses));
    }

    Map<String, Object> properties() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(text.block("yaml").getBytes(StandardCharsets.UTF_8)));
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
                    .parse(new InputSource(new StringReader("<root>" + text.block("xml") + "</root>")))
                    .getDocumentElement();
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
