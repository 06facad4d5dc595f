package io.github.jotguard;

import static io.github.jotguard.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HS256 with the shared secret and nothing else (RFC 7518 §3.2, RFC 8725 §3.5). */
class SharedSecretVerdictsTest implements VerdictTable {

    private static final byte[] SECRET = Forge.utf8("0123456789abcdef0123456789abcdef");
    private static final Forge FORGE = Forge.withSecret("HS256", SECRET);
    private static final Trust TRUST = Trust.in(FORGE);

    static Stream<VerdictCase> cases() {
        return Stream.of(accepted(), otherSecrets(), crossMode()).flatMap(group -> group);
    }

    private static Stream<VerdictCase> accepted() {
        return Stream.of(
                VerdictCase.accepted("RFC 7518 §3.2", "32 bytes", TRUST, FORGE.token()),
                VerdictCase.accepted("RFC 7515 §4.1.4", "no kid", TRUST, FORGE.withHeader("kid", null)),
                VerdictCase.accepted(
                        "RFC 7515 §4.1.4", "any kid", TRUST, FORGE.withHeader("kid", "\"../../dev/null\"")),
                VerdictCase.accepted(
                        "RFC 7518 §3.2",
                        "HS384 when asked for",
                        Trust.in(Forge.of("HS384")),
                        Forge.of("HS384").token()),
                VerdictCase.accepted(
                        "RFC 7518 §3.2",
                        "HS512 when asked for",
                        Trust.in(Forge.of("HS512")),
                        Forge.of("HS512").token()));
    }

    private static Stream<VerdictCase> otherSecrets() {
        byte[] lastByte = SECRET.clone();
        lastByte[31]++;
        return Stream.of(
                        new byte[] {0},
                        new byte[32],
                        new byte[64],
                        Forge.utf8("secret"),
                        Forge.utf8("null"),
                        Forge.utf8("password"),
                        Arrays.copyOf(SECRET, 31),
                        Arrays.copyOfRange(SECRET, 1, 32),
                        Arrays.copyOf(SECRET, 16),
                        lastByte,
                        SignatureVerdictsTest.concat(SECRET, Forge.utf8("\n")),
                        Forge.utf8("kid"),
                        Forge.utf8(java.util.Base64.getEncoder().encodeToString(SECRET)))
                .map(secret -> VerdictCase.rejected(
                        "RFC 7518 §3.2",
                        "a secret of " + secret.length + " bytes",
                        TRUST,
                        CompactJws.of(FORGE.header(), Forge.claims())
                                .signedWith(TestKey.ofSecret("HS256", secret))
                                .toString(),
                        BAD_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
    void aSecretIsAtLeastAsLongAsTheHash(JwsAlgorithm algorithm, int bytes) {
        byte[] secret = Forge.bytes(bytes);
        Forge forge = Forge.withSecret(algorithm.name(), secret);

        assertThat(Trust.in(forge).verdictOn(forge.token())).isEqualTo(Trust.ACCEPTED);
        assertThatThrownBy(() -> Forge.withSecret(algorithm.name(), Forge.bytes(bytes - 1))
                        .issuer()
                        .build())
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining(String.valueOf(bytes - 1));
    }

    @ParameterizedTest
    @CsvSource({"HS384, 47, false", "HS384, 48, true", "HS512, 63, false", "HS512, 64, true"})
    void aSecretIsNoKeyForALongerHash(JwsAlgorithm algorithm, int bytes, boolean isFound) {
        JwsHeader header = new JwsHeader(algorithm, Optional.empty(), Optional.empty());

        assertThat(!SharedSecret.ofBytes(Forge.bytes(bytes)).find(header).isEmpty())
                .isEqualTo(isFound);
    }

    /** A verifier of secrets takes no public-key token, whatever is in it. */
    private static Stream<VerdictCase> crossMode() {
        return Arrays.stream(JwsAlgorithm.values())
                .filter(algorithm -> algorithm != JwsAlgorithm.HS256)
                .flatMap(algorithm -> Stream.of(
                        VerdictCase.rejected(
                                "RFC 8725 §3.1",
                                "a token with " + algorithm,
                                TRUST,
                                Forge.of(algorithm.name()).token(),
                                ALGORITHM_NOT_ALLOWED),
                        VerdictCase.rejected(
                                "RFC 8725 §2.1",
                                "the HS256 signature called " + algorithm,
                                TRUST,
                                FORGE.withHeader("alg", Forge.quoted(algorithm.name())),
                                ALGORITHM_NOT_ALLOWED)));
    }
}
