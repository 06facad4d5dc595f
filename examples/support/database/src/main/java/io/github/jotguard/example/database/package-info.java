/**
 * The PostgreSQL of the example applications: a server named by {@code DATABASE_URL}, or an embedded one.
 *
 * <p>Start with {@link io.github.jotguard.example.database.ExampleDatabase}. The tables of Better Auth, for
 * applications that stand in for it, are in {@link io.github.jotguard.example.database.BetterAuthSchema}.
 */
@NullMarked
package io.github.jotguard.example.database;

import org.jspecify.annotations.NullMarked;
