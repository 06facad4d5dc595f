package io.github.jotguard.example.issuer;

import io.github.jotguard.example.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The table {@code jwks}: Ed25519 keys, made when the first is needed and replaced when the last has expired. As Better
 * Auth does, it publishes a key until its grace period is over, and keeps the row for ever.
 */
final class SigningKeys {

    /** Any number will do, as long as nobody else locks on it: "jwks" in ASCII. */
    private static final long LOCK = 0x6a77_6b73L;

    private static final String NEWEST_FIRST =
            "select id, \"privateKey\" from jwks where crv = 'Ed25519' and (\"expiresAt\" is null or \"expiresAt\" > ?)"
                    + " order by \"createdAt\" desc, id";

    private final Database database;
    private final PrivateKeyEncryption encryption;
    private final KeyRotation rotation;
    private final Clock clock;

    SigningKeys(Database database, Secret secret, KeyRotation rotation, Clock clock) {
        this.database = database;
        this.encryption = new PrivateKeyEncryption(secret);
        this.rotation = rotation;
        this.clock = clock;
    }

    /** The key to sign with now. A key that another secret encrypted cannot be used, and counts as none. */
    SigningKey current() {
        return database.inTransaction(this::live)
                .orElseGet(() -> database.inTransaction(statements -> {
                    lock(statements);
                    Optional<SigningKey> madeMeanwhile = live(statements);
                    return madeMeanwhile.isPresent() ? madeMeanwhile.get() : create(statements);
                }));
    }

    /** Ends the life of every live key, whose grace period starts now, and makes a new one. */
    void rotate() {
        database.inTransaction(statements -> {
            lock(statements);
            Instant now = clock.instant();
            statements.update(
                    "update jwks set \"expiresAt\" = ? where \"expiresAt\" is null or \"expiresAt\" > ?", now, now);
            return create(statements);
        });
    }

    /** The JWK Set as published; empty between the end of the last grace period and the next signing. */
    List<Map<String, @Nullable Object>> published() {
        if (hasNoRow()) {
            current();
        }
        Instant graceStart = clock.instant().minus(rotation.gracePeriod());
        return database.inTransaction(statements -> statements.list(
                row -> PublicJwk.of(row.getString("id"), row.getString("alg"), row.getString("publicKey")),
                "select id, alg, \"publicKey\" from jwks where \"expiresAt\" is null or \"expiresAt\" > ?"
                        + " order by \"createdAt\", id",
                graceStart));
    }

    /** A key that is in no table and no JWK Set, and signs all the same. */
    static SigningKey unpublished() {
        return new SigningKey(RandomIds.next(), generate().getPrivate());
    }

    private boolean hasNoRow() {
        return database.inTransaction(statements -> statements.first(row -> true, "select 1 from jwks limit 1"))
                .isEmpty();
    }

    private Optional<SigningKey> live(Database.Statements statements) throws SQLException {
        List<Optional<SigningKey>> keys = statements.list(
                row -> decrypt(row.getString("id"), row.getString("privateKey")), NEWEST_FIRST, clock.instant());
        return keys.stream().flatMap(Optional::stream).findFirst();
    }

    private Optional<SigningKey> decrypt(String kid, String stored) {
        return Json.parse(stored.getBytes(StandardCharsets.UTF_8))
                .filter(JsonNode::isString)
                .flatMap(hex -> encryption.decrypt(kid, hex.stringValue()))
                .map(pkcs8 -> new SigningKey(kid, privateKey(pkcs8)));
    }

    private SigningKey create(Database.Statements statements) throws SQLException {
        KeyPair pair = generate();
        String kid = RandomIds.next();
        String encrypted = encryption.encrypt(kid, pair.getPrivate().getEncoded());
        Instant now = clock.instant();
        statements.update(
                "insert into jwks (id, \"publicKey\", \"privateKey\", \"createdAt\", \"expiresAt\", alg, crv)"
                        + " values (?, ?, ?, ?, ?, 'EdDSA', 'Ed25519')",
                kid,
                PublicJwk.stored(pair.getPublic()),
                '"' + encrypted + '"',
                now.truncatedTo(ChronoUnit.MICROS),
                rotation.interval().map(now::plus).orElse(null));
        return new SigningKey(kid, pair.getPrivate());
    }

    /** Better Auth takes no lock here, and ten first requests make several keys; one is enough. */
    private static void lock(Database.Statements statements) throws SQLException {
        statements.list(row -> true, "select pg_advisory_xact_lock(?)", LOCK);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    private static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a private key that was decrypted is one that we encrypted", e);
        }
    }
}
