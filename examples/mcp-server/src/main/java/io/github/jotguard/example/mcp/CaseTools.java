package io.github.jotguard.example.mcp;

import io.github.jotguard.VerifiedJwt;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The tools of the server. Each works on the cases of the caller, whom Jotguard has verified. */
public final class CaseTools {

    /** The path of the server, which is that of its resource. */
    public static final String PATH = "/mcp";

    /** The tool that changes something, and so needs a scope of its own. */
    static final String CREATE = "create_case";

    private static final String CALLER = "caller";
    private static final String UNAVAILABLE = "The cases are unavailable at the moment";
    private static final int MAX_NAME = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final Cases cases;

    private CaseTools(Cases cases) {
        this.cases = cases;
    }

    /** Serves the tools over what speaks MCP with the clients. */
    public static void serve(McpStatelessServerTransport transport, DataSource database) {
        CaseTools tools = new CaseTools(Cases.open(database));
        McpServer.sync(transport)
                .serverInfo("cases", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .immediateExecution(true)
                .toolCall(tool("list_cases", "Lists your cases", Map.of(), List.of()), tools::list)
                .toolCall(
                        tool(
                                CREATE,
                                "Creates a case",
                                Map.of("name", Map.of("type", "string", "maxLength", MAX_NAME)),
                                List.of("name")),
                        tools::create)
                .build();
    }

    private static Tool tool(String name, String description, Map<String, Object> properties, List<String> required) {
        return Tool.builder(name, Map.of("type", "object", "properties", properties, "required", required))
                .description(description)
                .build();
    }

    /** Takes the caller from the verified token, never from what the client says of itself. */
    public static McpTransportContext calledBy(VerifiedJwt jwt) {
        return McpTransportContext.create(Map.of(CALLER, jwt.subject()));
    }

    private CallToolResult list(McpTransportContext context, CallToolRequest request) {
        try {
            return json(cases.of(caller(context)));
        } catch (SQLException failure) {
            return failed(UNAVAILABLE);
        }
    }

    private CallToolResult create(McpTransportContext context, CallToolRequest request) {
        if (!(request.arguments().get("name") instanceof String name) || name.isBlank() || name.length() > MAX_NAME) {
            return failed("A name has 1 to " + MAX_NAME + " characters");
        }
        try {
            return json(cases.create(caller(context), name));
        } catch (SQLException failure) {
            return failed(UNAVAILABLE);
        }
    }

    private static String caller(McpTransportContext context) {
        return (String) context.get(CALLER);
    }

    private static CallToolResult json(Object value) {
        return CallToolResult.builder()
                .addTextContent(JSON.writeValueAsString(value))
                .build();
    }

    private static CallToolResult failed(String problem) {
        return CallToolResult.builder()
                .addTextContent(JSON.writeValueAsString(problem))
                .isError(true)
                .build();
    }
}
