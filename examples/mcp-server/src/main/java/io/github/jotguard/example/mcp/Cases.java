package io.github.jotguard.example.mcp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The cases of each user, in PostgreSQL. Every statement names the owner, so nobody sees the case of another. */
final class Cases {

    private static final String CREATE_TABLE = "create table if not exists mcp_case (id uuid primary key,"
            + " owner text not null, name text not null, created_at timestamptz not null default now())";

    private final DataSource database;

    private Cases(DataSource database) {
        this.database = database;
    }

    /** Opens the cases, and creates their table if it is missing. */
    static Cases open(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE_TABLE);
        } catch (SQLException failure) {
            throw new IllegalStateException("the table of the cases cannot be created", failure);
        }
        return new Cases(database);
    }

    /** A case. */
    record Case(String id, String name) {}

    List<Case> of(String owner) throws SQLException {
        String sql = "select id, name from mcp_case where owner = ? order by created_at, id";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            List<Case> cases = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    cases.add(new Case(found.getString(1), found.getString(2)));
                }
            }
            return cases;
        }
    }

    Case create(String owner, String name) throws SQLException {
        UUID id = UUID.randomUUID();
        String sql = "insert into mcp_case (id, owner, name) values (?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setString(2, owner);
            statement.setString(3, name);
            statement.executeUpdate();
        }
        return new Case(id.toString(), name);
    }
}
