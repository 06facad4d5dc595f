package io.github.jotguard.servlet;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.ResourceIdentifier;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter made from init-params, which have the names of the methods of the builder. Objects that only code can create
 * come from an attribute of the servlet context.
 *
 * @param ownVerifier the verifier if it was created here and therefore must be closed, or null
 */
record InitParamFilterFactory(RequestGuard guard, @Nullable JwtVerifier ownVerifier) {

    static final String VERIFIER_ATTRIBUTE = "verifierAttribute";

    private static final String EXCLUDE = "exclude";
    private static final String OPTIONAL = "optional";
    private static final String ROLES_FROM = "rolesFrom";
    private static final String REQUIRE_SCOPE = "requireScope";
    private static final String REQUIRE_SCOPE_AT = "requireScopeAt";
    private static final String SCOPE_FROM = "scopeFrom";
    private static final String REALM = "realm";
    private static final String RESOURCE = "resource";
    private static final String RESOURCE_NAME = "resourceName";
    private static final String RESOURCE_DOCUMENTATION = "resourceDocumentation";
    private static final String SCOPES_SUPPORTED = "scopesSupported";
    private static final String ALSO_FROM_COOKIE = "alsoFromCookie";
    private static final String AUDIT_LOG = "auditLog";
    private static final String PRELOAD = "preload";
    private static final String PRINCIPAL_ATTRIBUTE = "principalAttribute";
    private static final String RESPONDER_ATTRIBUTE = "responderAttribute";
    private static final String LISTENER_ATTRIBUTE = "listenerAttribute";

    private static final List<String> NAMES = List.of(
            VERIFIER_ATTRIBUTE,
            EXCLUDE,
            OPTIONAL,
            ROLES_FROM,
            REQUIRE_SCOPE,
            REQUIRE_SCOPE_AT,
            SCOPE_FROM,
            REALM,
            RESOURCE,
            RESOURCE_NAME,
            RESOURCE_DOCUMENTATION,
            SCOPES_SUPPORTED,
            ALSO_FROM_COOKIE,
            AUDIT_LOG,
            PRELOAD,
            PRINCIPAL_ATTRIBUTE,
            RESPONDER_ATTRIBUTE,
            LISTENER_ATTRIBUTE);

    static InitParamFilterFactory from(InitParameters parameters, ServletContext context) throws ServletException {
        List<String> ofVerifier = InitParamVerifierFactory.names(parameters);
        parameters.rejectUnknown(Stream.of(ofVerifier, NAMES, InitParamDpopFactory.NAMES)
                .flatMap(List::stream)
                .toList());
        parameters.rejectEmpty();
        parameters.rejectTogether(VERIFIER_ATTRIBUTE, ofVerifier.toArray(String[]::new));
        if (parameters.has(VERIFIER_ATTRIBUTE)) {
            JwtVerifier given = parameters.contextAttribute(VERIFIER_ATTRIBUTE, JwtVerifier.class, context);
            return new InitParamFilterFactory(guard(given, parameters, context), null);
        }
        JwtVerifier own = new InitParamVerifierFactory(parameters, audiencesOfResource(parameters)).verifier();
        try {
            return new InitParamFilterFactory(guard(own, parameters, context), own);
        } catch (Throwable failure) {
            own.close();
            throw failure;
        }
    }

    /** Returns the audiences of tokens for the resource; none without a resource. */
    private static List<String> audiencesOfResource(InitParameters parameters) throws ServletException {
        Optional<String> resource = parameters.text(RESOURCE);
        return resource.isEmpty()
                ? List.of()
                : parameters.use(
                        RESOURCE, () -> ResourceIdentifier.of(resource.get()).audiences());
    }

    private static RequestGuard guard(JwtVerifier verifier, InitParameters parameters, ServletContext context)
            throws ServletException {
        BearerTokenFilter.Builder builder = BearerTokenFilter.builder(verifier);
        addLists(builder, parameters);
        addTexts(builder, parameters);
        addResource(builder, parameters);
        addAttributes(builder, parameters, context);
        builder.dpop(new InitParamDpopFactory(parameters, context).settings());
        if (parameters.flag(AUDIT_LOG)) {
            builder.listener(AuthenticationListener.logging());
        }
        if (parameters.flag(PRELOAD)) {
            verifier.preload();
        }
        return parameters.use(EXCLUDE, builder::guard);
    }

    private static void addLists(BearerTokenFilter.Builder builder, InitParameters parameters) throws ServletException {
        addList(EXCLUDE, builder::exclude, parameters);
        addList(OPTIONAL, builder::optional, parameters);
        addList(ROLES_FROM, builder::rolesFrom, parameters);
        addList(REQUIRE_SCOPE, builder::requireScope, parameters);
        addList(SCOPE_FROM, builder::scopeFrom, parameters);
    }

    private static void addList(
            String name, Function<String[], BearerTokenFilter.Builder> option, InitParameters parameters)
            throws ServletException {
        String[] values = parameters.list(name);
        if (values.length > 0) {
            parameters.use(name, () -> option.apply(values));
        }
    }

    private static void addResource(BearerTokenFilter.Builder builder, InitParameters parameters)
            throws ServletException {
        for (String detail : List.of(RESOURCE_NAME, RESOURCE_DOCUMENTATION, SCOPES_SUPPORTED)) {
            if (parameters.has(detail) && !parameters.has(RESOURCE)) {
                throw parameters.wrong(detail, "has no effect without " + RESOURCE + "; set that too or remove it");
            }
        }
        addText(RESOURCE, builder::resource, parameters);
        addText(RESOURCE_NAME, builder::resourceName, parameters);
        addText(RESOURCE_DOCUMENTATION, builder::resourceDocumentation, parameters);
        addList(SCOPES_SUPPORTED, builder::scopesSupported, parameters);
    }

    private static void addText(
            String name, Function<String, BearerTokenFilter.Builder> option, InitParameters parameters)
            throws ServletException {
        Optional<String> value = parameters.text(name);
        if (value.isPresent()) {
            parameters.use(name, () -> option.apply(value.get()));
        }
    }

    private static void addTexts(BearerTokenFilter.Builder builder, InitParameters parameters) throws ServletException {
        addText(REALM, builder::realm, parameters);
        addText(ALSO_FROM_COOKIE, builder::alsoFromCookie, parameters);
        for (String rule : parameters.rules(REQUIRE_SCOPE_AT)) {
            parameters.use(REQUIRE_SCOPE_AT, () -> addScopeRule(builder, rule));
        }
    }

    private static BearerTokenFilter.Builder addScopeRule(BearerTokenFilter.Builder builder, String rule) {
        int equals = rule.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "It must be of the form /admin/* = admin, with several rules separated by commas");
        }
        String[] scopes = rule.substring(equals + 1).strip().split("\\s+");
        return builder.requireScopeAt(rule.substring(0, equals).strip(), scopes);
    }

    @SuppressWarnings("unchecked") // the type arguments of a function cannot be checked; what it gives is
    private static void addAttributes(
            BearerTokenFilter.Builder builder, InitParameters parameters, ServletContext context)
            throws ServletException {
        if (parameters.has(PRINCIPAL_ATTRIBUTE)) {
            builder.principal((Function<VerifiedJwt, Optional<? extends Principal>>)
                    parameters.contextAttribute(PRINCIPAL_ATTRIBUTE, Function.class, context));
        }
        if (parameters.has(RESPONDER_ATTRIBUTE)) {
            builder.onError(parameters.contextAttribute(RESPONDER_ATTRIBUTE, ErrorResponder.class, context));
        }
        if (parameters.has(LISTENER_ATTRIBUTE)) {
            builder.listener(parameters.contextAttribute(LISTENER_ATTRIBUTE, AuthenticationListener.class, context));
        }
    }
}
