package io.github.jotguard.container.war;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSObject;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;

/** A WAR file with the filter and what it brings in {@code WEB-INF/lib}, as Maven would build it. */
final class WarFile {

    /** By name, as not every class of the servers' APIs is on the class path of the tests. */
    private static final List<String> APPLICATION = List.of(
            "CallerServlet", "LoadersServlet", "AdminEndpoint", "RestApplication", "RestCaller", "InjectedServlet");

    private static final Class<?> CORE = JwtVerifier.class;
    private static final List<Class<?>> LIBRARIES =
            List.of(BearerTokenFilter.class, Logger.class, Caffeine.class, JWSObject.class);

    /** With it every server has CDI for the application. */
    private static final String BEANS_XML = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private WarFile() {}

    static void write(Path file, Map<String, String> initParams) throws IOException {
        write(
                file,
                webXml(filter(initParams)),
                Stream.concat(Stream.of(CORE), LIBRARIES.stream()).toList());
    }

    /** As if {@code jotguard-core} had been forgotten. */
    static void writeWithoutCore(Path file, Map<String, String> initParams) throws IOException {
        write(file, webXml(filter(initParams)), LIBRARIES);
    }

    static void writeWithoutFilter(Path file) throws IOException {
        write(
                file,
                webXml(""),
                Stream.concat(Stream.of(CORE), LIBRARIES.stream()).toList());
    }

    private static void write(Path file, String webXml, List<Class<?>> libraries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream war = new ZipOutputStream(out)) {
            add(war, "WEB-INF/web.xml", webXml.getBytes(StandardCharsets.UTF_8));
            if (libraries.contains(CORE)) { // CDI of WildFly would not deploy the application without it
                add(war, "WEB-INF/beans.xml", BEANS_XML.getBytes(StandardCharsets.UTF_8));
            }
            add(war, "secret.txt", "for callers only".getBytes(StandardCharsets.UTF_8));
            add(
                    war,
                    "page.jsp",
                    "user=<%= request.getRemoteUser() %> reader=<%= request.isUserInRole(\"reader\") %>"
                            .getBytes(StandardCharsets.UTF_8));
            for (String type : APPLICATION) {
                String name = WarFile.class.getPackageName().replace('.', '/') + "/app/" + type + ".class";
                try (InputStream in = WarFile.class.getResourceAsStream("/" + name)) {
                    add(war, "WEB-INF/classes/" + name, in.readAllBytes());
                }
            }
            for (Class<?> library : libraries) {
                add(war, "WEB-INF/lib/" + library.getSimpleName() + ".jar", jarOf(library));
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** The jar that a class is from, or one made of the directory that it is from. */
    private static byte[] jarOf(Class<?> type) throws IOException {
        Path source =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(source)) {
            return Files.readAllBytes(source);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar);
                Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(zip, source.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return jar.toByteArray();
    }

    private static String filter(Map<String, String> initParams) {
        String params = initParams.entrySet().stream()
                .map(param -> "<init-param><param-name>" + param.getKey() + "</param-name><param-value>"
                        + param.getValue() + "</param-value></init-param>")
                .collect(Collectors.joining("\n"));
        return """
            <filter>
              <filter-name>jotguard</filter-name>
              <filter-class>io.github.jotguard.servlet.BearerTokenFilter</filter-class>
              <async-supported>true</async-supported>
              %s
            </filter>
            <filter-mapping>
              <filter-name>jotguard</filter-name><url-pattern>/*</url-pattern>
              <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
              <dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>
            </filter-mapping>
            """.formatted(params);
    }

    private static String webXml(String filter) {
        return """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>resteasy.role.based.security</param-name><param-value>true</param-value>
              </context-param>
              %s
              <servlet>
                <servlet-name>caller</servlet-name>
                <servlet-class>io.github.jotguard.container.war.app.CallerServlet</servlet-class>
                <async-supported>true</async-supported>
              </servlet>
              <servlet-mapping>
                <servlet-name>caller</servlet-name>
                <url-pattern>/caller</url-pattern>
                <url-pattern>/async</url-pattern>
                <url-pattern>/open/page</url-pattern>
                <url-pattern>/open/forward</url-pattern>
                <url-pattern>/open/include</url-pattern>
                <url-pattern>/open/dispatch</url-pattern>
              </servlet-mapping>
              <servlet>
                <servlet-name>injected</servlet-name>
                <servlet-class>io.github.jotguard.container.war.app.InjectedServlet</servlet-class>
              </servlet>
              <servlet-mapping><servlet-name>injected</servlet-name><url-pattern>/injected</url-pattern></servlet-mapping>
              <servlet>
                <servlet-name>loaders</servlet-name>
                <servlet-class>io.github.jotguard.container.war.app.LoadersServlet</servlet-class>
              </servlet>
              <servlet-mapping><servlet-name>loaders</servlet-name><url-pattern>/open/loaders</url-pattern></servlet-mapping>
            </web-app>
            """.formatted(filter);
    }
}
