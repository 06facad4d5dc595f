package io.github.jotguard.example.mcp;

import io.github.jotguard.servlet.BearerTokenFilter;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import javax.sql.DataSource;

/** The servlet that speaks MCP. */
final class CaseServlet {

    private CaseServlet() {}

    static HttpServletStatelessServerTransport of(DataSource database) {
        HttpServletStatelessServerTransport servlet = HttpServletStatelessServerTransport.builder()
                .messageEndpoint(CaseTools.PATH)
                .contextExtractor(request -> CaseTools.calledBy(
                        BearerTokenFilter.verifiedJwt(request).orElseThrow()))
                .build();
        CaseTools.serve(servlet, database);
        return servlet;
    }
}
