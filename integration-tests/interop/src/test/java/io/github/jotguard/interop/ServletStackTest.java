package io.github.jotguard.interop;

/** The servlet filter on Tomcat. */
class ServletStackTest extends StackContract {

    @Override
    Application start(Settings settings, TlsServer tls) {
        return ServletApplication.start(settings, tls);
    }
}
