package io.github.jotguard.interop;

/** Spring MVC on Tomcat. */
class MvcStackTest extends StackContract {

    @Override
    Application start(Settings settings, TlsServer tls) {
        return SpringApplicationUnderTest.start(settings, tls);
    }
}
