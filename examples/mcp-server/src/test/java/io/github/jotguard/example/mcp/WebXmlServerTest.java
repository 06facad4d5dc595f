package io.github.jotguard.example.mcp;

import io.github.jotguard.example.database.ExampleDatabase;

/** {@code web.xml} on Tomcat. */
class WebXmlServerTest extends OfficialClientContract {

    @Override
    AutoCloseable start(int port, String origin, String resource, ExampleDatabase database) {
        return WebXmlServer.start(port, origin, resource, database.dataSource());
    }
}
