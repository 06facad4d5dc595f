package io.github.jotguard.container.war.app;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Answers with who calls, as Jakarta REST sees it. */
@Path("/caller")
public class RestCaller {

    @GET
    public String caller(@Context SecurityContext security) {
        return "principal=" + security.getUserPrincipal().getName() + " reader=" + security.isUserInRole("reader");
    }

    @GET
    @Path("/reader")
    @RolesAllowed("reader")
    public String reader() {
        return "a reader";
    }
}
