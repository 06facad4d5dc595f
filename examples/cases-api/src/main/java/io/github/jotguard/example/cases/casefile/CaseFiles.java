package io.github.jotguard.example.cases.casefile;

import io.github.jotguard.example.cases.user.AppUser;
import io.github.jotguard.example.cases.web.ApiProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code cases}. Every statement names the owner, so no id of another user's case leads anywhere. Thread-safe. */
@Component
final class CaseFiles {

    private static final String COLUMNS = " id, name, description, type, status, file_count, created_at, updated_at ";
    private static final String ACTIVE_OF_OWNER = " user_id = :owner and deleted_at is null ";
    private static final String MATCHING = ACTIVE_OF_OWNER + """
            and (cast(:status as casestatus) is null or status = cast(:status as casestatus))
            and (cast(:type as casetype) is null or type = cast(:type as casetype))
            and (cast(:text as text) is null
                or strpos(lower(name), lower(cast(:text as text))) > 0
                or strpos(lower(description), lower(cast(:text as text))) > 0)
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    CaseFiles(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws ApiProblem 401 if the owner has been deleted in the meantime */
    CaseFile create(AppUser owner, CaseContent content) {
        try {
            return jdbc.sql("insert into cases (user_id, name, description, type, status) values (:owner, :name,"
                            + " :description, cast(:type as casetype), cast(:status as casestatus)) returning"
                            + COLUMNS)
                    .param("owner", owner.id())
                    .param("name", content.name())
                    .param("description", content.description())
                    .param("type", content.typeOrDefault())
                    .param("status", content.statusOrDefault())
                    .query(CaseFiles::caseFile)
                    .single();
        } catch (DataIntegrityViolationException noSuchUser) {
            // the rest of the row has been checked: only the foreign key is left
            throw ApiProblem.userNotFound(noSuchUser);
        }
    }

    Optional<CaseFile> find(AppUser owner, UUID id) {
        return select(owner, id, "");
    }

    CasePage list(AppUser owner, CaseQuery query) {
        JdbcClient.StatementSpec count = jdbc.sql("select count(*) from cases where" + MATCHING);
        JdbcClient.StatementSpec page = jdbc.sql("select" + COLUMNS + "from cases where" + MATCHING + "order by "
                        + query.orderBy() + " limit :limit offset :offset")
                .param("limit", query.size())
                .param("offset", query.offset());
        return new CasePage(
                matching(page, owner, query).query(CaseFiles::caseFile).list(),
                query.page(),
                query.size(),
                matching(count, owner, query).query(Long.class).single());
    }

    /**
     * Changes a case while nobody else can.
     *
     * @throws ApiProblem 404 if the owner has no such case, 412 if the precondition does not allow its version
     */
    CaseFile change(AppUser owner, UUID id, Precondition precondition, UnaryOperator<CaseContent> change) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            CaseContent content = change.apply(lock(owner, id, precondition).content());
            return jdbc.sql("update cases set name = :name, description = :description,"
                            + " type = cast(:type as casetype), status = cast(:status as casestatus)"
                            + " where id = :id and" + ACTIVE_OF_OWNER + "returning" + COLUMNS)
                    .param("id", id)
                    .param("owner", owner.id())
                    .param("name", content.name())
                    .param("description", content.description())
                    .param("type", content.typeOrDefault())
                    .param("status", content.statusOrDefault())
                    .query(CaseFiles::caseFile)
                    .single();
        }));
    }

    /**
     * Hides a case for good; the row stays.
     *
     * @throws ApiProblem 404 if the owner has no such case, 412 if the precondition does not allow its version
     */
    void delete(AppUser owner, UUID id, Precondition precondition) {
        transactions.executeWithoutResult(transaction -> {
            lock(owner, id, precondition);
            jdbc.sql("update cases set deleted_at = now() where id = :id and" + ACTIVE_OF_OWNER)
                    .param("id", id)
                    .param("owner", owner.id())
                    .update();
        });
    }

    private CaseFile lock(AppUser owner, UUID id, Precondition precondition) {
        CaseFile found = select(owner, id, "for update").orElseThrow(ApiProblem::notFound);
        if (!precondition.allows(found.version())) {
            throw ApiProblem.stale();
        }
        return found;
    }

    private Optional<CaseFile> select(AppUser owner, UUID id, String locking) {
        return jdbc.sql("select" + COLUMNS + "from cases where id = :id and" + ACTIVE_OF_OWNER + locking)
                .param("id", id)
                .param("owner", owner.id())
                .query(CaseFiles::caseFile)
                .optional();
    }

    private static JdbcClient.StatementSpec matching(
            JdbcClient.StatementSpec statement, AppUser owner, CaseQuery query) {
        return statement
                .param("owner", owner.id())
                .param("status", query.status() == null ? null : query.status().name())
                .param("type", query.type() == null ? null : query.type().name())
                .param("text", query.text());
    }

    private static CaseFile caseFile(ResultSet row, int number) throws SQLException {
        return new CaseFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                CaseType.valueOf(row.getString("type")),
                CaseStatus.valueOf(row.getString("status")),
                row.getInt("file_count"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
