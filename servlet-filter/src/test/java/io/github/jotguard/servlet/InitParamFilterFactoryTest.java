package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class InitParamFilterFactoryTest {

    private static final String ORIGIN = "betterAuthOrigin=https://app.example.test";
    private static final String KEYS = "issuer=https://id.example.test|jwksUri=https://id.example.test/jwks";

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "''                                                        # issuer is missing; give the iss claim of"
                        + " your tokens, such as https://id.example.com, or for Better Auth its origin with"
                        + " betterAuthOrigin",
                "audience=a                                                # issuer is missing",
                "issuer=https://id.example.test                            # jwksUri is missing; give the address of"
                        + " the JWK Set, or discovery=true if",
                KEYS
                        + "                                                   # audience is missing; give what your"
                        + " tokens say in aud, such as https://api.example.com, or withoutAudienceCheck=true",
                "issuer=https://id.example.test|discovery=true             # audience is missing",
                KEYS + "|audience=                                         # audience is empty",
                "issuer= |audience=a                                       # issuer is empty",
                "issuer=a|secretEnv=SECRET|audience=a|jwksUri=             # jwksUri is empty; give a value "
                        + "or remove it",
                "issuer=a|secretEnv=SECRET|audience=a|jwksUri=${NOT_THERE:} # jwksUri is empty; give a "
                        + "value or remove it",
                "issuer=a|secretEnv= |audience=a|discovery=true            # secretEnv is empty; give a "
                        + "value or remove it",
                "betterAuthOrigin=https://app.example.test|issuer=         # issuer is empty; give a value "
                        + "or remove it",
                "issuers=a|jwksUri= |a.issuer=a|a.audience=x|a.discovery=true # jwksUri is empty; give a "
                        + "value or remove it",
                "verifierAttribute=v|issuer=                               # issuer is empty; give a value "
                        + "or remove it",
                "verifierAttribute=v|issuers=                              # issuers is empty; give a value "
                        + "or remove it",
                "verifierAttribute=v|issuers=a|a.issuer=                   # a.issuer is empty; give a "
                        + "value or remove it",
                "verifierAttribute=v|jwksUri=x|audience=                   # audience is empty; give a "
                        + "value or remove it",
                "verifierAttribute=v|audience=a|betterAuthOrigin=          # betterAuthOrigin is empty; "
                        + "give a value or remove it",
                "verifierAttribute= |issuer=a                              # verifierAttribute is empty; "
                        + "give a value or remove it",
                "betterAuthOrigin= |issuer=a                               # betterAuthOrigin is empty; "
                        + "give a value or remove it",
                KEYS
                        + "|discovery=true|secretEnv= |audience=a             # secretEnv is empty; give a "
                        + "value or remove it",
                ORIGIN
                        + "|issuer=a|jwksUri=                               # jwksUri is empty; give a "
                        + "value or remove it",
                KEYS + "|audience=a|jwkUri=x                               # jwkUri is unknown; did you "
                        + "mean jwksUri?",
                ORIGIN
                        + "|audiences=a                                     # audiences is unknown; did you mean"
                        + " audience?",
                ORIGIN + "|exclud=/a                                       # exclud is unknown; did you "
                        + "mean exclude?",
                ORIGIN
                        + "|Optional=/a                                     # Optional is unknown; did you mean"
                        + " optional?",
                ORIGIN + "|issuer=https://id.example.test                  # betterAuthOrigin contradicts issuer",
                ORIGIN + "|aud=a # aud is unknown; did you mean audience?",
                ORIGIN + "|issuerUri=x # issuerUri is unknown; did you mean issuer?",
                ORIGIN + "|issuer-uri=x # issuer-uri is unknown; did you mean issuer?",
                ORIGIN + "|jotguard.issuer-uri=x # jotguard.issuer-uri is unknown; did you mean issuer?",
                ORIGIN + "|scope=a # scope is unknown; did you mean requireScope?",
                ORIGIN + "|requiredScopes=a # requiredScopes is unknown; did you mean requireScope?",
                ORIGIN + "|skew=1 # skew is unknown; did you mean clockSkew?",
                ORIGIN + "|clock-skew=1 # clock-skew is unknown; did you mean clockSkew?",
                ORIGIN + "|alg=RS256 # alg is unknown; did you mean algorithms?",
                ORIGIN + "|typ=JWT # typ is unknown; did you mean acceptTypes?",
                ORIGIN + "|sharedSecret=x # sharedSecret is unknown; did you mean secretEnv?",
                ORIGIN + "|jotguard.secret=x # jotguard.secret is unknown; did you mean secretEnv?",
                ORIGIN + "|betterAuthUrl=x # betterAuthUrl is unknown; did you mean betterAuthOrigin?",
                ORIGIN + "|better-auth.origin=x # better-auth.origin is unknown; did you mean betterAuthOrigin?",
                ORIGIN + "|permitAll=/a # permitAll is unknown; did you mean exclude?",
                ORIGIN + "|publicPaths=/a # publicPaths is unknown; did you mean exclude?",
                ORIGIN + "|jotguard.exclude=/a # jotguard.exclude is unknown; did you mean exclude?",
                ORIGIN + "|roles=a # roles is unknown; did you mean rolesFrom?",
                ORIGIN + "|groupsClaim=a # groupsClaim is unknown; did you mean rolesFrom?",
                ORIGIN + "|jwkSetUri=x # jwkSetUri is unknown; did you mean jwksUri?",
                "issuers=a|a.issuer-uri=x # a.issuer-uri is unknown; did you mean a.issuer?",
                "issuers=a|a.aud=x # a.aud is unknown; did you mean a.audience?",
                "issuers=a|a.exclude=/x # a.exclude is unknown; did you mean exclude?",
                "issuers=a|a.issuer=x|realm.name=x # realm.name is unknown; remove it",
                ORIGIN + "|relam=x # relam is unknown; did you mean realm?",
                ORIGIN + "|relax=x # relax is unknown; remove it",
                ORIGIN + "|enabled=false # enabled is unknown; remove it",
                ORIGIN + "|something=else # something is unknown; remove it",
                "issuer=a|secretEnv=SECRET|betterAuthOAuth=true            # betterAuthOAuth has no effect without"
                        + " betterAuthOrigin; set that too or remove it",
                "issuers=x|x.betterAuthOAuth=true|x.issuer=a               # x.betterAuthOAuth has no effect without"
                        + " x.betterAuthOrigin",
                ORIGIN + "|betterAuthOAuth=true                            # audience is missing",
                ORIGIN + "|betterAuthOAuth=yes                             # betterAuthOAuth must be true or false",
                ORIGIN + "|resource=                                       # resource is empty",
                ORIGIN
                        + "|resource=http://api.example.test/mcp            # resource cannot be used: resource must have"
                        + " the scheme https, or http for localhost, 127.0.0.1 or [::1]. Write the URL that clients",
                ORIGIN + "|resource=https://api.example.test./mcp          # resource cannot be used: resource must not"
                        + " have a dot at the end of its host",
                ORIGIN + "|resource=https://a:marked-secret@b.test/        # resource cannot be used: resource must not"
                        + " have user info",
                ORIGIN + "|resourceName=a                                  # resourceName has no effect without"
                        + " resource; set that too or remove it",
                ORIGIN + "|scopesSupported=a                               # scopesSupported has no effect without",
                ORIGIN + "|resourceDocumentation=https://d.test            # resourceDocumentation has no effect",
                ORIGIN + "|resource=https://b.test|resourceDocumentation=d # cannot be used: resourceDocumentation must"
                        + " be an absolute URL",
                KEYS + "|resource=https://b.test/mcp|audienceClaim=azp     # audience is missing; give what your tokens"
                        + " say in azp",
                ORIGIN + "|jwksUri=https://id.example.test                 # betterAuthOrigin contradicts jwksUri",
                ORIGIN + "|secretEnv=SECRET                                # betterAuthOrigin contradicts secretEnv",
                ORIGIN
                        + "|verifierAttribute=v                             # verifierAttribute contradicts"
                        + " betterAuthOrigin",
                "verifierAttribute=v|clockSkew=1                           # verifierAttribute contradicts clockSkew",
                KEYS + "|secretEnv=SECRET|audience=a                       # secretEnv contradicts jwksUri",
                KEYS + "|discovery=true|audience=a                         # jwksUri contradicts discovery",
                KEYS + "|anyIssuer=true|audience=a                         # anyIssuer contradicts issuer",
                KEYS + "|audience=a|withoutAudienceCheck=true              # withoutAudienceCheck "
                        + "contradicts audience",
                KEYS
                        + "|audienceClaim=azp|withoutAudienceCheck=true       # withoutAudienceCheck contradicts"
                        + " audienceClaim",
                KEYS
                        + "|audienceClaim=azp                                 # audience is missing; give what your"
                        + " tokens say in azp",
                KEYS + "|audience=a|audienceClaim=                         # audienceClaim is empty",
                KEYS + "|audience=a|requireType=yes                        # requireType must be true or false",
                KEYS + "|audience=a|algorithms=HS256                       # algorithms cannot be used",
                KEYS + "|audience=a|algorithms=none                        # algorithms names an unknown algorithm",
                KEYS + "|audience=a|algorithms=eddsa                       # did you mean EdDSA?",
                KEYS + "|audience=a|maxKeys=0                              # maxKeys cannot be used: maxKeys must be"
                        + " between 1 and 5000, but is 0",
                ORIGIN + "|maxKeys=5001                                    # maxKeys cannot be used: maxKeys must be"
                        + " between 1 and 5000, but is 5001",
                KEYS + "|audience=a|maxBytes=0                             # maxBytes must be between 1 and 4194304",
                ORIGIN + "|maxBytes=4194305                                # maxBytes must be between 1 and 4194304",
                KEYS + "|audience=a|maxKeys=many                           # maxKeys cannot be used: It "
                        + "must be a whole"
                        + " number",
                KEYS + "|audience=a|maxBytes=9999999999                    # maxBytes cannot be used: It must be a"
                        + " whole number",
                "issuer=a|secretEnv=SECRET|audience=a|maxKeys=5            # secretEnv contradicts maxKeys",
                "issuer=a|secretEnv=SECRET|audience=a|maxBytes=5           # secretEnv contradicts maxBytes",
                "issuers=a b|a.issuer=a|a.maxKeys=0|a.audience=x|a.jwksUri=https://id.example.test/jwks"
                        + "                                                   # a.maxKeys cannot be used",
                KEYS + "|audience=a|clockSkew=11m                          # clockSkew cannot be used",
                KEYS + "|audience=a|clockSkew=601                          # clockSkew cannot be used",
                KEYS + "|audience=a|clockSkew=99999999999999999999         # clockSkew cannot be used",
                KEYS + "|audience=a|withoutAudienceCheck=yes               # withoutAudienceCheck",
                KEYS + "|audience=a|preload=yes                            # preload must be true or false",
                "issuer=a|jwksUri=http://id.example.test/jwks|audience=a   # jwksUri cannot be used",
                "issuer=a|jwksUri=::|audience=a                            # jwksUri cannot be used",
                "betterAuthOrigin=https://app.example.test/                # betterAuthOrigin cannot be used",
                "betterAuthOrigin=app                                      # betterAuthOrigin cannot be used",
                "betterAuthOrigin=${NOT_THERE}                             # betterAuthOrigin cannot be used:"
                        + " ${NOT_THERE} is neither",
                "betterAuthOrigin=${NOT_THERE:${HOST}}                     # betterAuthOrigin cannot be used: The"
                        + " value of ${NOT_THERE} holds a placeholder",
                "betterAuthOrigin=${NESTED}                                # betterAuthOrigin cannot be used: The"
                        + " value of ${NESTED} holds a placeholder",
                ORIGIN
                        + "|audience=a-${NOT_THERE:b} ${NOT                 # audience cannot be used: It has ${"
                        + " without }",
                "issuer=a|secretEnv=NESTED|audience=a                      # secretEnv cannot be used: The shared"
                        + " secret is a placeholder",
                "issuer=a|secretEnv=SAMPLE|audience=a                      # secretEnv cannot be used: The shared"
                        + " secret is a sample",
                "issuer=a|secretEnv=NOT_THERE|audience=a                   # secretEnv names the environment variable"
                        + " NOT_THERE, which is not set",
                "issuer=a|secretEnv=SHORT|audience=a                       # secretEnv cannot be used",
                KEYS + "|audience=a|claims=                                # claims is empty",
                KEYS
                        + "|audience=a|claims=typ                             # claims must be of the form "
                        + "typ = Bearer DPoP",
                KEYS + "|audience=a|claims=typ=                            # claims must be of the form",
                KEYS + "|audience=a|claims==Bearer                         # claims must be of the form",
                KEYS + "|audience=a|claims=typ=Bearer,                     # claims must be of the form",
                KEYS + "|audience=a|claims=typ=Bearer,typ=DPoP             # claims names a claim twice",
                KEYS
                        + "|audience=a|allowMissingAudience=yes               # allowMissingAudience must "
                        + "be true or false",
                KEYS
                        + "|withoutAudienceCheck=true|allowMissingAudience=true # withoutAudienceCheck "
                        + "contradicts allowMissingAudience",
                KEYS
                        + "|audience=a|allowMissingAudience=true|requireClaims=aud # cannot be used: "
                        + "allowMissingAudience() and requireClaims(",
                "issuers=                                                  # issuers is empty",
                "issuers=a b|issuer=x                                      # issuer contradicts issuers; "
                        + "put the name of an entry and a dot before it",
                "issuers=a, a|a.issuer=x                                   # issuers must be different names",
                "issuers=a.b                                               # issuers must be different names",
                "issuers=a|b.issuer=x                                      # b.issuer is unknown; did you "
                        + "mean a.issuer?",
                "issuers=a|a.isuer=x                                       # a.isuer is unknown; did you "
                        + "mean a.issuer?",
                "a.issuer=x                                                # a.issuer is unknown; did you "
                        + "mean issuer?",
                "issuers=a                                                 # a.issuer is missing; give the iss claim",
                "issuers=a                                                 # or for Better Auth its origin "
                        + "with a.betterAuthOrigin",
                "issuers=a|a.issuer=x|a.audience=y                         # a.jwksUri is missing; give the "
                        + "address of the JWK Set, or a.discovery=true if the metadata of a.issuer tell it, "
                        + "or with a.secretEnv a shared secret",
                "issuers=a|a.issuer=x|a.secretEnv=GOOD                     # a.audience is missing; give "
                        + "what your tokens say in aud, such as https://api.example.com, or "
                        + "a.withoutAudienceCheck=true",
                "issuers=a|a.issuer=x|a.secretEnv=SHORT|a.audience=y       # a.secretEnv cannot be used",
                "issuers=a|a.issuer=x|a.anyIssuer=true                     # a.anyIssuer contradicts a.issuer",
                "issuers=a|verifierAttribute=v                             # verifierAttribute contradicts issuers",
                "issuers=a|a.issuer=x|verifierAttribute=v                  # verifierAttribute contradicts issuers",
                "issuers=a "
                        + "b|a.issuer=x|a.secretEnv=GOOD|a.audience=y|b.issuer=x|b.secretEnv=GOOD|b.audience=y # issuers cannot be used: The issuer x is trusted twice (a, b)",
                ORIGIN + "|exclude=/*                                      # exclude cannot be used",
                ORIGIN + "|exclude=health                                  # exclude cannot be used",
                ORIGIN + "|optional=/a*                                    # optional cannot be used",
                ORIGIN + "|exclude=/a|optional=/a                          # exclude cannot be used: optional",
                ORIGIN + "|requireScopeAt=/admin                           # requireScopeAt cannot be used",
                ORIGIN + "|requireScopeAt=/admin = a,                      # requireScopeAt cannot be used",
                ORIGIN + "|requireScopeAt=,                                # requireScopeAt cannot be used",
                ORIGIN + "|requireScope=${NOT_THERE:},                     # requireScope is empty; give a value",
                ORIGIN + "|requireClaims=,                                 # requireClaims is empty",
                "issuers=,                                                 # issuers is empty",
                ORIGIN + "|requireScopeAt=/admin =                         # requireScopeAt cannot be used",
                ORIGIN + "|requireScopeAt== admin                          # requireScopeAt cannot be used: The path"
                        + " pattern \"\" must be a path",
                ORIGIN + "|realm=a\"b                                      # realm cannot be used",
                "verifierAttribute=nothing                                 # verifierAttribute names the servlet"
                        + " context attribute nothing, which is not set",
                "verifierAttribute=text                                    # which is a java.lang.String and not a"
                        + " io.github.jotguard.JwtVerifier",
                ORIGIN + "|principalAttribute=text                         # principalAttribute names",
                ORIGIN + "|responderAttribute=text                         # responderAttribute names",
                ORIGIN + "|listenerAttribute=text                          # listenerAttribute names"
            })
    void rejectsParametersAndNamesTheWrongOne(String parameters, String message) {
        attributes.put("text", "a text");
        environment.put("SHORT", "marked-secret");
        environment.put("NESTED", "${BETTER_AUTH_SECRET_OF_marked-secret}");
        environment.put("SAMPLE", "change-me-change-me-change-me-marked-secret");
        environment.put("GOOD", "marked-secret of thirty-two bytes");

        assertThatThrownBy(() -> configure(parameters))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining(message.strip())
                .hasMessageContaining("Filter \"jotguard\": init-param ")
                .hasMessageNotContaining("marked-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                ORIGIN,
                ORIGIN + "|audience=https://api.example.test",
                ORIGIN + "|discovery=false|anyIssuer=FALSE",
                KEYS + "|audience=a",
                KEYS + "|audience=a|maxKeys=1|maxBytes=1",
                KEYS + "|audience=, a|clockSkew=29",
                ORIGIN + "|realm=~|requireScope=~",
                ORIGIN + "|maxKeys=5000|maxBytes=4194304",
                "issuers=x|x.issuer=https://id.example.test|x.discovery=true|x.audience=a|x.maxKeys=5000",
                KEYS + "|audience=a, b c|algorithms=EdDSA,ES256 RS256|clockSkew=30",
                KEYS
                        + "|withoutAudienceCheck=true|allowMissingExpiration=true|clockSkew=PT5M|acceptBoundTokensWithoutProof=true",
                "issuer=a|jwksUri=http://id.example.test/jwks|audience=a|allowUnencryptedHttp=true",
                "issuer=https://id.example.test|discovery=true|audience=a|acceptTypes=at+jwt|requireClaims=sub,email",
                "issuer=https://id.example.test|discovery=true|audience=a|acceptTypes=at+jwt|requireType=true",
                "issuer=https://id.example.test|discovery=true|audience=a|audienceClaim=client_id",
                "issuer=a|secretEnv=SECRET|audience=a|algorithms=HS256",
                "anyIssuer=true|secretEnv=SECRET|withoutAudienceCheck=true",
                "betterAuthOrigin=${FRONTEND:https://app.example.test}",
                "betterAuthOrigin=${SCHEME}://${HOST}",
                ORIGIN + "|exclude=/health, /public/*|optional=/feed|rolesFrom=scope|requireScope=a b|scopeFrom=scp",
                ORIGIN + "|requireScopeAt=/admin/* = admin, /reports = read report|realm=my api|alsoFromCookie=t",
                ORIGIN + "|auditLog=true|preload=false",
                KEYS + "|audience=a|discovery=${NOT_THERE:false}|anyIssuer=${NOT_THERE:false}",
                KEYS + "|audience=a|withoutAudienceCheck=${OFF}|betterAuthOAuth=${NOT_THERE: false}",
                "issuers=${NOT_THERE:x}|x.issuer=a|x.secretEnv=SECRET|x.audience=a|x.discovery=${OFF}",
                ORIGIN + "|dpop=reject|dpopNonce=${OFF}",
                ORIGIN + "|resource=https://b.test/mcp|resourceName=Our cases|scopesSupported=a, b",
                ORIGIN + "|betterAuthOAuth=true|resource=http://localhost:8080/mcp",
                ORIGIN + "|betterAuthOAuth=true|audience=a",
                ORIGIN + "|betterAuthOAuth=false",
                KEYS + "|resource=https://b.test/mcp|withoutAudienceCheck=true",
                KEYS + "|audience=a|claims=typ = Bearer DPoP, https://x.example/c=1|allowMissingAudience=true",
                "issuers=old-1, "
                        + "new_2|old-1.issuer=x|old-1.secretEnv=SECRET|old-1.audience=a|new_2.betterAuthOrigin=https://app.example.test",
                "issuers=x|x.anyIssuer=true|x.jwksUri=https://id.example.test/jwks|x.audience=a|x.claims=tid=1 2|exclude=/health"
            })
    void startsWithWhatIsEnough(String parameters) throws ServletException {
        environment.putAll(Map.of(
                "SECRET",
                "0123456789-0123456789-0123456789",
                "SCHEME",
                "https",
                "HOST",
                "app.example.test",
                "OFF",
                "false"));

        InitParamFilterFactory configured = configure(parameters);

        assertThat(configured.ownVerifier()).isNotNull();
        configured.ownVerifier().close();
    }

    @Test
    void takesRulesWithACommaAndALineBreakBetween() throws ServletException {
        InitParamFilterFactory configured = configure(ORIGIN
                + "|requireScopeAt=\n  /admin/* = admin,\n  /reports = read,\r\n\n  /c = d\n"
                + "|resource=https://b.test/mcp|claims=typ = Bearer DPoP,\n  azp = web\n\n  tid = 1");

        assertThat(configured.guard().metadata().metadata().json()).contains("\"admin\"", "\"read\"", "\"d\"");
        configured.ownVerifier().close();
    }

    @Test
    void isMadeOfInitParamsByAContainerAndClosedWithIt() throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            BearerTokenFilter filter = new BearerTokenFilter();
            filter.init(config(Map.of("betterAuthOrigin", issuer.origin(), "exclude", "/health")));
            try (TomcatServer server = TomcatServer.with(initialized(filter))
                    .servlet("/*", new EchoServlet())
                    .start()) {
                HttpResponse<String> answer =
                        TomcatServer.send(server.request("/api", issuer.token(t -> t.subject("u1"))));

                assertThat(answer.body()).contains("user=u1");
                assertThat(TomcatServer.send(server.request("/health")).statusCode())
                        .isEqualTo(200);
            }
            filter.destroy();
            try (TomcatServer server = TomcatServer.with(initialized(filter))
                    .servlet("/*", new EchoServlet())
                    .start()) {
                assertThat(TomcatServer.send(server.request("/health")).statusCode())
                        .isEqualTo(500);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',                           web,   '',     200",
        "'audienceClaim=client_id',    web,   '',     200",
        "'audienceClaim=client_id',    other, '',     401",
        "'audienceClaim=client_id',    '',    '',     401",
        "'requireType=false',          '',    '',     200",
        "'requireType=true',           '',    at+jwt, 200",
        "'requireType=true',           '',    '',     401",
        "'acceptBoundTokensWithoutProof=true', '', '', 200",
        "'acceptBoundTokensWithoutProof=false', '', '', 401",
        "'allowMissingExpiration=true', '', '', 200",
        "'allowMissingExpiration=false', '', '', 401",
    })
    void demandsWhatItIsTold(String parameter, String clientId, String type, int status) throws Exception {
        byte[] secret = "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8);
        environment.put("SECRET", new String(secret, StandardCharsets.UTF_8));
        try (TestIssuer issuer = TestIssuer.builder().sharedSecret(secret).start()) {
            String audience = parameter.startsWith("audienceClaim") ? "web" : issuer.audience();
            InitParamFilterFactory configured =
                    configure("issuer=" + issuer.issuer() + "|secretEnv=SECRET|audience=" + audience + "|" + parameter);
            try (TomcatServer server = serving(configured)) {
                String token = issuer.token(t -> {
                    t.claim("client_id", clientId.isEmpty() ? null : clientId).header("typ", type);
                    if (parameter.startsWith("acceptBound")) {
                        t.claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
                    }
                    if (parameter.startsWith("allowMissingExpiration")) {
                        t.withoutClaim("exp");
                    }
                    if (type.isEmpty()) {
                        t.withoutHeader("typ");
                    }
                });

                assertThat(TomcatServer.send(server.request("/api", token)).statusCode())
                        .isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',                   'user=u1 principal=u1 type=Bearer reader=false'",
        "rolesFrom=groups,     'user=u1 principal=u1 type=Bearer reader=true'",
        "alsoFromCookie=token, 'user=u1 principal=u1 type=Bearer reader=false'",
        "requireScope=read,    'insufficient_scope'",
        "requireScope=read|scopeFrom=groups scp, 'user=u1 principal=u1 type=Bearer reader=false'",
    })
    void readsATokenAsItIsTold(String parameters, String answer) throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            InitParamFilterFactory configured = configure("betterAuthOrigin=" + issuer.origin() + "|" + parameters);
            String token = issuer.token(
                    t -> t.subject("u1").scope("write").claim("scp", "read").claim("groups", List.of("reader")));
            try (TomcatServer server = serving(configured)) {
                HttpRequest.Builder request = parameters.startsWith("alsoFromCookie")
                        ? server.request("/api").header("Cookie", "token=" + token)
                        : server.request("/api", token);

                assertThat(TomcatServer.send(request).body()).contains(answer);
            }
            configured.ownVerifier().close();
        }
    }

    @Test
    void tellsClientsOfItsResource() throws ServletException {
        InitParamFilterFactory configured = configure(ORIGIN + "|resource=https://b.test/mcp|resourceName=Our cases"
                + "|resourceDocumentation=https://docs.example.com|scopesSupported=read, write");

        assertThat(configured.guard().metadata().metadata().json())
                .contains(
                        "\"resource_name\":\"Our cases\"",
                        "\"resource_documentation\":\"https://docs.example.com\"",
                        "\"scopes_supported\":[\"read\",\"write\"]");
        configured.ownVerifier().close();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "preload=false, 0", "preload=true, 1"})
    void fetchesKeysAtTheStartIfItIsTold(String parameter, int requests) throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            InitParamFilterFactory configured = configure("betterAuthOrigin=" + issuer.origin() + "|" + parameter);

            assertThat(issuer.requests()).isEqualTo(requests);
            configured.ownVerifier().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "auditLog=false, 0", "auditLog=true, 1"})
    void logsEachRequestIfItIsTold(String parameter, int logged) throws ServletException {
        Logger audit = (Logger) LoggerFactory.getLogger(AuthenticationListener.LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        audit.addAppender(lines);
        audit.setLevel(Level.INFO);
        InitParamFilterFactory configured = configure(ORIGIN + "|" + parameter);
        try (TomcatServer server = serving(configured)) {
            assertThat(TomcatServer.send(server.request("/api")).statusCode()).isEqualTo(401);
        } finally {
            audit.setLevel(null);
            audit.detachAppender(lines);
            configured.ownVerifier().close();
        }

        assertThat(lines.list).hasSize(logged);
    }

    /** Each failed start would leave a thread behind. */
    @Test
    void closesTheVerifierOfAFilterThatCannotBeMade() throws InterruptedException {
        Set<Thread> before = threadsOfKeys();
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThatThrownBy(() ->
                            configure("betterAuthOrigin=" + issuer.origin() + "|preload=true|exclude=/a|optional=/a"))
                    .isInstanceOf(ServletException.class);
            assertThat(issuer.requests()).isOne();
        }

        Set<Thread> left = threadsOfKeys();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static Set<Thread> threadsOfKeys() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("jotguard-jwks"))
                .collect(Collectors.toSet());
    }

    /** A container script may define every variable, with or without a value. */
    @Test
    void takesAnEmptySystemPropertyForNone() {
        Map<String, String> properties = Map.of("EMPTY", "", "SET", "of the system");
        Map<String, String> variables = Map.of("EMPTY", "of the environment", "SET", "of the environment");
        Placeholders placeholders = new Placeholders(properties::get, variables::get);

        assertThat(placeholders.resolve("${EMPTY:other}")).isEqualTo("of the environment");
        assertThat(placeholders.resolve("${SET:other}")).isEqualTo("of the system");
        assertThat(new Placeholders(properties::get, name -> "").resolve("${EMPTY:other}"))
                .isEqualTo("other");
    }

    private static TomcatServer serving(InitParamFilterFactory configured) {
        Filter filter = (request, response, chain) ->
                configured.guard().filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
        return TomcatServer.with(filter).servlet("/*", new EchoServlet()).start();
    }

    /** A token of the same server for another resource is for nobody here (RFC 8707 §2). */
    @ParameterizedTest
    @CsvSource({
        "'',                      https://B.test,  true",
        "'',                      https://b.test/, true",
        "'',                      https://b.test,  false",
        "'',                      api,             false",
        "'|audience=api',         api,             true",
        "'|audience=api',         https://B.test,  false",
        "'|withoutAudienceCheck=true', other,      true"
    })
    void expectsTheResourceAsAudienceUnlessOneIsGiven(String more, String audience, boolean accepted)
            throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtVerifier verifier = configure("issuer=" + issuer.issuer() + "|jwksUri=" + issuer.jwksUri()
                            + "|resource=https://B.test" + more)
                    .ownVerifier();

            assertThat(verifier.explain(issuer.token(t -> t.audience(audience))).isAccepted())
                    .isEqualTo(accepted);
            verifier.close();
        }
    }

    @Test
    void trustsBothKindsOfTokensOfBetterAuthAndNamesTheOAuthProviderAlone() throws ServletException {
        try (TestIssuer site = TestIssuer.start()) {
            String origin = "betterAuthOrigin=" + site.origin();
            InitParamFilterFactory configured = configure("issuers=session oauth|session." + origin + "|oauth." + origin
                    + "|oauth.betterAuthOAuth=true|resource=https://b.test/mcp");
            JwtVerifier verifier = configured.ownVerifier();
            String oauth = site.token(t -> t.type("at+jwt")
                    .issuer(site.origin() + "/api/auth")
                    .audience("https://b.test/mcp")
                    .claim("client_id", "web")
                    .claim("jti", "1"));

            assertThat(verifier.verify(site.token()).issuer()).isEqualTo(site.origin());
            assertThat(verifier.verify(oauth).issuer()).isEqualTo(site.origin() + "/api/auth");
            assertThat(site.requests()).as("two entries of one key set").isOne();
            assertThat(configured.guard().metadata().metadata().json())
                    .contains("\"authorization_servers\":[\"" + site.origin() + "/api/auth\"]");
            verifier.close();
        }
    }

    @Test
    void limitsTheKeysOfASet() throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            String first = issuer.token();
            issuer.rotate();
            InitParamFilterFactory limited = configure("betterAuthOrigin=" + issuer.origin() + "|maxKeys=1");
            InitParamFilterFactory large = configure("betterAuthOrigin=" + issuer.origin() + "|maxKeys=2");
            InitParamFilterFactory small = configure("betterAuthOrigin=" + issuer.origin() + "|maxBytes=10");
            List<String> tokens = List.of(first, issuer.token());

            assertThat(tokens)
                    .filteredOn(token -> limited.ownVerifier().explain(token).isAccepted())
                    .hasSize(1);
            assertThat(tokens)
                    .allMatch(token -> large.ownVerifier().explain(token).isAccepted());
            assertThat(small.ownVerifier().explain(first).toString()).contains("a response of more than 10 bytes");
            Stream.of(limited, large, small).forEach(made -> made.ownVerifier().close());
        }
    }

    @Test
    void keepsSetsWithOtherLimitsApart() throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            String first = issuer.token();
            issuer.rotate();
            String of = "issuer=" + issuer.issuer() + "|";
            String at = "jwksUri=" + issuer.jwksUri() + "|";
            JwtVerifier verifier = configure("issuers=small large|small." + of + "small." + at
                            + "small.audience=nobody|small.maxKeys=1|large." + of + "large." + at + "large.audience="
                            + issuer.audience() + "|large.maxKeys=2")
                    .ownVerifier();

            assertThat(List.of(first, issuer.token()))
                    .allMatch(token -> verifier.explain(token).isAccepted());
            verifier.close();
        }
    }

    @Test
    void rejectsIdTokensOfBetterAuthAsThePresetDoes() throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtVerifier verifier =
                    configure("betterAuthOrigin=" + issuer.origin()).ownVerifier();

            assertThat(verifier.verify(issuer.token())).isNotNull();
            assertThat(verifier.explain(issuer.token(t -> t.claim("acr", "0"))).reason())
                    .contains(RejectionReason.CLAIM_REJECTED);
            assertThat(verifier.explain(issuer.token(t -> t.withoutClaim("sub")))
                            .reason())
                    .contains(RejectionReason.MISSING_CLAIM);
            verifier.close();
        }
    }

    /** In a realm where a client and the API have one name. */
    @Test
    void rejectsOtherTokensOfKeycloakByAValueOfAClaim() throws ServletException {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtVerifier verifier = configure("issuer=" + issuer.issuer() + "|jwksUri=" + issuer.jwksUri() + "|audience="
                            + issuer.audience() + "|claims=typ = Bearer DPoP")
                    .ownVerifier();

            for (String kind : List.of("Bearer", "DPoP")) {
                assertThat(verifier.verify(issuer.token(t -> t.claim("typ", kind))))
                        .isNotNull();
            }
            for (String kind : List.of("ID", "Refresh", "Offline", "Logout")) {
                assertThat(verifier.explain(issuer.token(t -> t.claim("typ", kind)))
                                .reason())
                        .as(kind)
                        .contains(RejectionReason.CLAIM_REJECTED);
            }
            verifier.close();
        }
    }

    @Test
    void trustsSeveralEntriesOfOneIssuer() throws ServletException {
        byte[] secret = "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8);
        environment.put("SECRET", new String(secret, StandardCharsets.UTF_8));
        try (TestIssuer current = TestIssuer.builder().algorithm("ES256").start();
                TestIssuer legacy = TestIssuer.builder()
                        .sharedSecret(secret)
                        .issuer(current.issuer())
                        .start()) {
            String issuer = "issuer=" + current.issuer() + "|";
            InitParamFilterFactory configured = configure("issuers=legacy access id"
                    + "|legacy." + issuer + "legacy.secretEnv=SECRET|legacy.audience=" + legacy.audience()
                    + "|access." + issuer + "access.jwksUri=" + current.jwksUri() + "|access.audienceClaim=client_id"
                    + "|access.audience=web|access.claims=token_use = access, admin = true"
                    + "|id." + issuer + "id.jwksUri=" + current.jwksUri() + "|id.audience=web|id.claims=token_use=id");
            JwtVerifier verifier = configured.ownVerifier();

            assertThat(verifier.status().issuers()).containsOnlyKeys("legacy", "access", "id");
            assertThat(verifier.verify(legacy.token())).isNotNull();
            assertThat(verifier.verify(current.token(t -> t.audience("web").claim("token_use", "id"))))
                    .isNotNull();
            assertThat(verifier.verify(current.token(t -> t.withoutClaim("aud")
                            .claim("client_id", "web")
                            .claim("token_use", "access")
                            .claim("admin", true))))
                    .isNotNull();
            assertThat(verifier.explain(current.token(t -> t.audience("web").claim("token_use", "access")))
                            .reason())
                    .contains(RejectionReason.CLAIM_REJECTED);
            assertThat(verifier.explain(current.token()).reason()).contains(RejectionReason.WRONG_AUDIENCE);
            assertThat(current.requests()).as("two entries of one key set").isOne();
            verifier.close();
        }
    }

    @Test
    void takesWhatOnlyCodeCanGiveFromAttributesOfTheContext() throws ServletException {
        byte[] secret = "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8);
        try (TestIssuer issuer = TestIssuer.builder().sharedSecret(secret).start();
                JwtVerifier verifier =
                        JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), SharedSecret.ofBytes(secret))
                                .audience(issuer.audience())
                                .build())) {
            attributes.put("v", verifier);
            Function<Object, Optional<Principal>> users = jwt -> Optional.of(() -> "Known");
            attributes.put("p", users);
            ErrorResponder responder = rejection -> rejection.withStatus(418);
            attributes.put("r", responder);
            BearerTokenFilter filter = new BearerTokenFilter();
            filter.init(config(Map.of("verifierAttribute", "v", "principalAttribute", "p", "responderAttribute", "r")));
            try (TomcatServer server = TomcatServer.with(initialized(filter))
                    .servlet("/*", new EchoServlet())
                    .start()) {
                assertThat(TomcatServer.send(server.request("/api", issuer.token()))
                                .body())
                        .contains("user=Known");
                assertThat(TomcatServer.send(server.request("/api")).statusCode())
                        .isEqualTo(418);
            }
            filter.destroy();
            assertThat(verifier.verify(issuer.token())).isNotNull();
        }
    }

    @Test
    void closesTheVerifierThatItMadeWhenItIsStartedAgainOrStopped() {
        FilterLifecycle lifecycle = FilterLifecycle.ofInitParams();
        FilterConfig config = config(Map.of("betterAuthOrigin", "https://app.example.test"));
        lifecycle.start(new BearerTokenFilter(), config);
        JwtVerifier first = (JwtVerifier) lifecycle.ownVerifier();
        lifecycle.start(new BearerTokenFilter(), config);
        JwtVerifier second = (JwtVerifier) lifecycle.ownVerifier();

        assertThat(first.status().worstState()).isEqualTo(KeysStatus.State.CLOSED);
        assertThat(second.status().worstState()).isEqualTo(KeysStatus.State.NOT_LOADED);
        assertThat(lifecycle.guard()).isNotNull();
        lifecycle.stop();
        assertThat(second.status().worstState()).isEqualTo(KeysStatus.State.CLOSED);
        assertThat(lifecycle.guard()).isNull();
    }

    private InitParamFilterFactory configure(String parameters) throws ServletException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : parameters.strip().split("\\|")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        FilterConfig config = config(values);
        InitParameters read = InitParameters.of(config, new Placeholders(name -> null, environment::get));
        return InitParamFilterFactory.from(read, config.getServletContext());
    }

    /** Initialized already, which the container is not to do again. */
    private static Filter initialized(BearerTokenFilter filter) {
        return filter::doFilter;
    }

    private FilterConfig config(Map<String, String> parameters) {
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> attributes.get(arguments[0]));
        return new FilterConfig() {
            @Override
            public String getFilterName() {
                return "jotguard";
            }

            @Override
            public ServletContext getServletContext() {
                return context;
            }

            @Override
            public String getInitParameter(String name) {
                return parameters.get(name);
            }

            @Override
            public Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(parameters.keySet());
            }
        };
    }
}
