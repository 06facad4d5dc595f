package io.github.jotguard.docs;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block compiles; those that can be run are run against real issuers. */
class JavaBlocksTest {

    /** The documented applications have no Spring Security. */
    private static final ClassLoader WITHOUT_SPRING_SECURITY = withoutSpringSecurity();

    @TempDir
    Path classes;

    private int count;

    @TestFactory
    Stream<DynamicTest> compilesAndRuns() {
        return CodeBlock.testEach(List.of("java"), this::compileAndRun);
    }

    private void compileAndRun(CodeBlock block) throws Exception {
        try (Issuers issuers = new Issuers()) {
            JavaSnippet snippet = JavaSnippet.compile(block, issuers, classes.resolve("block" + count++));
            if (block.says("unit") && block.says("run")) {
                runTests(snippet);
            } else if (!block.says("members") && !block.says("unit") && !block.says("not-run")) {
                run(snippet, issuers, issuers.tokenFor(block));
            }
        }
    }

    private static void run(JavaSnippet snippet, Issuers issuers, String token) throws Exception {
        URL[] own = {snippet.classes().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(own, JavaBlocksTest.class.getClassLoader())) {
            loader.loadClass(snippet.className())
                    .getMethod("run", String.class, String.class)
                    .invoke(null, issuers.appOrigin(), token);
        } catch (InvocationTargetException failed) {
            throw new AssertionError("The block fails", failed.getCause());
        }
    }

    private static void runTests(JavaSnippet snippet) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        URL[] own = {snippet.classes().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(own, WITHOUT_SPRING_SECURITY)) {
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass(UnitRun.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, snippet.className());
        } catch (InvocationTargetException failed) {
            throw new AssertionError(
                    "The tests of the block fail: " + failed.getCause().getMessage(), failed.getCause());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** One for all, because Tomcat can be there only once. */
    private static ClassLoader withoutSpringSecurity() {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("spring-security") && !entry.contains("spring-boot-security"))
                .map(JavaBlocksTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
