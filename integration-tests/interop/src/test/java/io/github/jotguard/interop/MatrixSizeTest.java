package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables as they stand; no server is started. */
class MatrixSizeTest {

    private static final List<List<Row>> TABLES = List.of(
            BetterAuthMatrixTest.ROWS,
            MockOAuth2ServerMatrixTest.ROWS,
            OidcProviderMatrixTest.ROWS,
            AuthorizationServerMatrixTest.ROWS,
            KeycloakMatrixTest.ROWS);

    @Test
    void hasEnoughRowsInAllAndOfEveryIssuer() {
        assertThat(TABLES).allMatch(table -> table.size() >= 30);
        assertThat(TABLES.stream().mapToInt(List::size).sum()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void saysNothingTwice() {
        for (List<Row> table : TABLES) {
            assertThat(table).doesNotHaveDuplicates();
            assertThat(table.stream().map(row -> row.token() + ", " + row.settings()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void seesEveryKindOfVerdict() {
        assertThat(TABLES.stream().flatMap(List::stream).map(Row::verdict).distinct())
                .contains(
                        Row.ACCEPTED,
                        "malformed",
                        "wrong_issuer",
                        "algorithm_not_allowed",
                        "wrong_type",
                        "unknown_key",
                        "bad_signature",
                        "expired",
                        "not_yet_valid",
                        "wrong_audience",
                        "missing_claim",
                        "sender_constrained",
                        "claim_rejected");
    }
}
