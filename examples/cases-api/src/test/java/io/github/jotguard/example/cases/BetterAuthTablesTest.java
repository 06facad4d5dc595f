package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.user.BetterAuthAccount;
import io.github.jotguard.example.cases.user.BetterAuthJwk;
import io.github.jotguard.example.cases.user.BetterAuthSession;
import io.github.jotguard.example.cases.user.BetterAuthTables;
import io.github.jotguard.example.cases.user.BetterAuthUser;
import io.github.jotguard.example.cases.user.BetterAuthVerification;
import io.github.jotguard.example.issuer.DemoIssuer;
import io.github.jotguard.example.issuer.DemoIssuerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The records of Better Auth's tables, read from rows as the issuer writes them. */
class BetterAuthTablesTest {

    private static final String EMAIL = "tables@example.test";
    private static final String PASSWORD = "a password of this test";

    private final BetterAuthTables tables = CasesApi.CONTEXT.getBean(BetterAuthTables.class);

    @Test
    void readsUserSessionAccountAndKeyWithoutTheirSecrets() throws IOException, InterruptedException {
        String id;
        try (DemoIssuer issuer = DemoIssuer.start(TestDatabase.dataSource(), DemoIssuerOptions.defaults())) {
            id = issuer.createUser("Table Reader", EMAIL, PASSWORD);
            signIn(issuer);
            issuer.tokenFor(id);
        }

        BetterAuthUser user = tables.user(id).orElseThrow();
        assertThat(user.name()).isEqualTo("Table Reader");
        assertThat(user.email()).isEqualTo(EMAIL);
        assertThat(user.emailVerified()).isFalse();
        assertThat(user.image()).isNull();

        BetterAuthSession session = tables.sessions(id).get(0);
        assertThat(session.userId()).isEqualTo(id);
        assertThat(session.expiresAt()).isAfter(session.createdAt());

        BetterAuthAccount account = tables.accounts(id).get(0);
        assertThat(account.providerId()).isEqualTo("credential");
        assertThat(account.accountId()).isEqualTo(id);

        BetterAuthJwk key = tables.jwks().get(0);
        assertThat(key.publicKey()).contains("\"kty\"");
        hasNoSecretOf(List.of(session, account, key).toString());
    }

    @Test
    void readsVerificationsWithoutTheirCode() {
        TestDatabase.sql()
                .sql("insert into verification (id, identifier, value, \"expiresAt\")"
                        + " values ('v1', 'someone@example.test', 'the-code', now() + interval '1 hour')")
                .update();

        List<BetterAuthVerification> verifications = tables.verifications("someone@example.test");

        assertThat(verifications).hasSize(1);
        assertThat(verifications.get(0).identifier()).isEqualTo("someone@example.test");
        assertThat(verifications.toString()).doesNotContain("the-code");
    }

    @Test
    void findsNobodyUnderAnUnknownId() {
        assertThat(tables.user("unknown")).isEmpty();
        assertThat(tables.sessions("unknown")).isEmpty();
        assertThat(tables.accounts("unknown")).isEmpty();
        assertThat(tables.verifications("unknown")).isEmpty();
    }

    private static void hasNoSecretOf(String text) {
        List<String> secrets = TestDatabase.sql()
                .sql("select token from session union all select password from account where password is not null"
                        + " union all select \"privateKey\" from jwks")
                .query(String.class)
                .list();
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(3).noneMatch(text::contains);
    }

    private static void signIn(DemoIssuer issuer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer.origin() + "/api/auth/sign-in/email"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"" + EMAIL + "\",\"password\":\"" + PASSWORD + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
