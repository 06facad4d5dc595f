package io.github.jotguard.example.mcp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import javax.sql.DataSource;

/** Registers the MCP servlet of the application that {@code web.xml} declares. */
public final class CasesListener implements ServletContextListener {

    /** The attribute of the servlet context that holds the database. */
    public static final String DATABASE = "database";

    /** Creates the listener; containers call this. */
    public CasesListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        DataSource database = (DataSource) event.getServletContext().getAttribute(DATABASE);
        ServletRegistration.Dynamic mcp = event.getServletContext().addServlet("mcp", CaseServlet.of(database));
        mcp.setAsyncSupported(true);
        mcp.addMapping(CaseTools.PATH);
    }
}
