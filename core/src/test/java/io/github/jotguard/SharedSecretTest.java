package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.secret.Placeholders;
import io.github.jotguard.secret.SampleSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which secrets are accepted, and which algorithms one is long enough for (RFC 7518 §3.2). */
class SharedSecretTest {

    @ParameterizedTest
    @CsvSource({
        "32, HS256, true",
        "47, HS384, false",
        "48, HS384, true",
        "48, HS512, false",
        "63, HS512, false",
        "64, HS512, true",
        "64, HS384, true",
        "64, HS256, true",
        "64, EdDSA, false",
    })
    void isFoundForWhatItIsLongEnoughFor(int bytes, JwsAlgorithm algorithm, boolean isFound) {
        SharedSecret secret = SharedSecret.ofBytes(Forge.bytes(bytes));

        assertThat(secret.isLongEnoughFor(algorithm)).isEqualTo(isFound);
        assertThat(secret.find(header(algorithm))).hasSize(isFound ? 1 : 0);
        assertThat(secret.length()).isEqualTo(bytes);
    }

    @Test
    void isTheUtf8OfAText() {
        String text = "\u00e9\u00e0\u00e8\u00fc".repeat(5) + "\u00f6\u00e9\u00e0\u00f6";
        SharedSecret secret = SharedSecret.ofUtf8(text);

        assertThat(secret.find(header(JwsAlgorithm.HS384)))
                .isEqualTo(SharedSecret.ofBytes(text.getBytes(StandardCharsets.UTF_8))
                        .find(header(JwsAlgorithm.HS384)))
                .hasSize(1);
        assertThat(secret).hasToString("SharedSecret[48 bytes]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${CASES_API_BETTER_AUTH_SHARED_SECRET}",
                "${CASES_API_BETTER_AUTH_SHARED_SECRET:}",
                "${CASES_API_SECRET:${BETTER_AUTH_SHARED_SECRET}}",
                " ${CASES_API_BETTER_AUTH_SHARED_SECRET}\n",
                "\"${CASES_API_BETTER_AUTH_SHARED_SECRET}\"",
                "'\"${CASES_API_BETTER_AUTH_SHARED_SECRET}\"'",
                "${CASES_API_BETTER_AUTH_SECRET}${CASES_API_SECOND_SECRET}",
                "prefix-${CASES_API_BETTER_AUTH_SHARED_SECRET}",
                "${CASES_API_BETTER_AUTH_SHARED_SECRET",
                "#{systemEnvironment['BETTER_AUTH_SHARED_SECRET']}",
                "{{ .Values.betterAuth.sharedSecret.value }}",
                "{{ lookup('env', 'BETTER_AUTH_SHARED_SECRET') }}",
                "{{BETTER_AUTH_SHARED_SECRET_OF_CASES}}",
                "${{ secrets.BETTER_AUTH_SHARED_SECRET }}",
                "{% BETTER_AUTH_SHARED_SECRET_OF_CASES %}",
                "<%= ENV['BETTER_AUTH_SHARED_SECRET'] %>",
                "%BETTER_AUTH_SHARED_SECRET_OF_CASES%",
                "%{BETTER_AUTH_SHARED_SECRET_OF_CASES}",
                "$BETTER_AUTH_SHARED_SECRET_OF_CASES_API",
                "$env:BETTER_AUTH_SHARED_SECRET_OF_CASES",
                "$(BETTER_AUTH_SHARED_SECRET_OF_CASES_API)",
                "$(cat /run/secrets/better_auth_shared_secret)",
                "((better-auth-shared-secret-of-cases-api))",
                "<BETTER_AUTH_SHARED_SECRET_OF_CASES_API>",
                "<the secret that you have generated before>",
                "<<BETTER_AUTH_SHARED_SECRET_OF_CASES_API>>",
                "@BETTER_AUTH_SHARED_SECRET_OF_CASES_API@",
                "@{BETTER_AUTH_SHARED_SECRET_OF_CASES_API}",
                "{BETTER_AUTH_SHARED_SECRET_OF_CASES_API}",
                "[BETTER_AUTH_SHARED_SECRET_OF_CASES_API]",
                "[[BETTER_AUTH_SHARED_SECRET_OF_CASES_API]]",
                "__BETTER_AUTH_SHARED_SECRET_OF_CASES_API__",
                "op://production/better-auth/shared-secret",
                "vault:secret/data/better-auth#shared-secret",
                "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x",
                "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/x",
                "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:x",
                "@Microsoft.KeyVault(SecretUri=https://cases.vault.azure.net/secrets/better-auth/)",
                "@Microsoft.KeyVault(VaultName=cases;SecretName=better-auth)",
                "https://cases.vault.azure.net/secrets/better-auth",
                "keeper://4dfg5dDFDF9df8d/field/password/better-auth",
                "file:///run/secrets/better-auth-shared-secret",
                "/run/secrets/better-auth-shared-secret-of-cases",
                "/var/run/secrets/better-auth/shared-secret-of-cases",
                "projects/123456789012/secrets/better-auth/versions/latest",
                "!secret better_auth_shared_secret_of_cases",
                "!Sub BetterAuthSharedSecretOfCasesApi",
                "##BETTER_AUTH_SHARED_SECRET_OF_CASES_API##",
                "~BETTER_AUTH_SHARED_SECRET_OF_CASES_API~",
                "$[variables.BETTER_AUTH_SHARED_SECRET]",
                "{resolve:ssm-secure:BetterAuthSharedSecret:1}",
                "env:BETTER_AUTH_SHARED_SECRET_OF_CASES",
                "process.env.BETTER_AUTH_SHARED_SECRET_OF_CASES",
                "os.environ/BETTER_AUTH_SHARED_SECRET_OF_CASES",
                "$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061393464336163",
                "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)",
                "{cipher}AQAGW1Kfp8nbcXKTZKuAr3KFlCZTRqUn",
            })
    void rejectsAPlaceholder(String text) {
        assertRejected(text, "placeholder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "better-auth-secret-12345678901234567890",
                "BETTER_AUTH_SECRET_12345678901234567890",
                "your-secret-key-min-32-chars-here",
                "your-256-bit-secret-your-256-bit-secret",
                "a-string-secret-at-least-256-bits-long",
                "super-secret-jwt-token-with-at-least-32-characters-long",
                "mySecretKeyForJwtThatIsAtLeast256BitsLong",
                "DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.",
                "dev-only-better-auth-secret-change-me-1234567890",
                "please-change-this-in-production-0000",
                "your-jwt-secret-min-32-characters-long",
                "replace_with_the_output_of_openssl_rand",
                "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
                "changemechangemechangemechangeme",
            })
    void rejectsASampleOfDocumentation(String text) {
        assertRejected(text, "sample");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,32",
                "a,33",
                "x,64",
                "\u00e9,32",
                "ab,20",
                "secret,6",
                "password,5",
                "jwt_key_,4",
                "12345678901234567890123456789012,1",
                "0123456789,4",
                "abcdefghijklmnopqrstuvwxyz123456,1",
                "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb,1",
                "01234567,4",
            })
    void rejectsARepetition(String unitAndTimes) {
        String[] parts = unitAndTimes.split(",");
        String text = parts[0].repeat(Integer.parseInt(parts[1]));

        assertRejected(text, "repeated");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedSecret.ofBytes(text.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("repeated");
    }

    @Test
    void acceptsARepetitionOfALongerUnit() {
        assertThat(SampleSecrets.isRepetition(Forge.utf8("a1b2c3d4".repeat(4)))).isTrue();
        assertThat(SampleSecrets.isRepetition(Forge.utf8("a1b2c3d4e".repeat(4))))
                .isFalse();
        assertThat(SampleSecrets.isRepetition(Forge.utf8("01234567 01234567 0123456789abcd")))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SharedSecret.ofBytes(new byte[64]));
    }

    @Test
    void acceptsFourBytesThatFollowFromNoOther() {
        String three = "a".repeat(11) + "m".repeat(11) + "z".repeat(11);
        assertThat(SampleSecrets.isRepetition(Forge.utf8(three))).isTrue();
        assertThat(SampleSecrets.isRepetition(Forge.utf8(three + "5".repeat(11))))
                .isFalse();
        assertThat(SampleSecrets.isRepetition(Forge.utf8("7890123456789" + "ghijklm" + "opqrstuv")))
                .isTrue();
        assertThat(SampleSecrets.isRepetition(Forge.utf8("7891123456789" + "ghijklm" + "00opqrstuv")))
                .isFalse();
    }

    @Test
    void acceptsSixteenCharactersBesideAPlaceholder() {
        assertThat(Placeholders.fill("${A}" + "8fJk/2mQ9xZ4vB7")).isTrue();
        assertThat(Placeholders.fill("${A}" + "8fJk/2mQ9xZ4vB7n")).isFalse();
        assertThat(Placeholders.fill("8fJk2mQ9xZ4")).isFalse();
        assertThat(Placeholders.fill("/8fJk2mQ9xZ4vB7n/secretsXq/Lw3eHs6UbFj1c"))
                .isFalse();
        assertThat(Placeholders.fill("!8fJk 2mQ9xZ4vB7nLw3eHs6UbFj1c")).isFalse();
        assertThat(Placeholders.fill("\"")).isFalse();
        assertThat(Placeholders.fill("\"\"")).isFalse();
        assertThat(Placeholders.fill("'${A}\"8fJk2mQ9xZ4vB7")).isFalse();
    }

    static Stream<String> keysInText() throws GeneralSecurityException {
        List<PublicKey> keys = List.of(key("Ed25519"), key("EC"), key("RSA"), key("X25519"), key("Ed448"));
        Base64.Encoder base64 = Base64.getEncoder();
        Stream<String> encoded = keys.stream()
                .map(PublicKey::getEncoded)
                .flatMap(der -> Stream.of(
                        base64.encodeToString(der),
                        Base64.getMimeEncoder().encodeToString(der) + "\n",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(der),
                        HexFormat.of().formatHex(der),
                        HexFormat.ofDelimiter(":").withUpperCase().formatHex(der),
                        base64.encodeToString(Forge.utf8(pem(der)))));
        String ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        return Stream.concat(
                encoded,
                Stream.of(
                        "ssh-ed25519 " + ed25519,
                        "ssh-ed25519 " + ed25519 + " me@example.com",
                        "restrict,pty ssh-ed25519 " + ed25519,
                        ed25519,
                        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7",
                        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAA",
                        "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t",
                        "---- BEGIN SSH2 PUBLIC KEY ----\nAAAAC3NzaC1lZDI1",
                        base64.encodeToString(Forge.utf8("{\"kty\":\"oct\",\"k\":\"AAAA\"}"))));
    }

    @ParameterizedTest
    @MethodSource("keysInText")
    void rejectsAKeyInWhateverEncoding(String text) {
        assertRejected(text, "key or certificate");
    }

    @Test
    void rejectsTheBytesOfAKey() throws GeneralSecurityException {
        byte[] der = key("Ed25519").getEncoded();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedSecret.ofBytes(der))
                .withMessageContaining("key or");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedSecret.ofBytes(Forge.utf8(pem(der))))
                .withMessageContaining("key or");
    }

    private static PublicKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----";
    }

    @Test
    void acceptsRandomSecretsOfEveryUsualForm() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = new byte[32 + random.nextInt(33)];
            random.nextBytes(bytes);
            StringBuilder printable = new StringBuilder();
            for (int j = 0; j < 32; j++) {
                printable.append((char) ('!' + random.nextInt(94)));
            }
            assertThatNoException().isThrownBy(() -> SharedSecret.ofBytes(bytes));
            for (String text : List.of(
                    HexFormat.of().formatHex(bytes, 0, 16),
                    HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT),
                    Base64.getEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                    UUID.nameUUIDFromBytes(bytes).toString(),
                    printable.toString())) {
                assertThatNoException().as(text).isThrownBy(() -> SharedSecret.ofUtf8(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-very-secret-value-of-more-than-32-bytes",
                "correct horse battery staple and so on",
                "pa${s}w0rd-8fJk2mQ9xZ4vB7nT1cR6yW3eU5iO0pA",
                "0123456789abcdef0123456789abcdef",
            })
    void acceptsATextThatOnlyLooksALittleLikeOne(String text) {
        assertThatNoException().isThrownBy(() -> SharedSecret.ofUtf8(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "\r\n", "\t", "\u2003"})
    void warnsOfWhiteSpaceAtEitherEndWithoutShowingTheSecret(String space) {
        String text = "8fJk2mQ9xZ4vB7nT1cR6yW3eU5iO0pA/Kd8";
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(LoggerNames.SECRET);
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
        try {
            SharedSecret.ofUtf8(text);
            assertThat(lines.list).isEmpty();
            SharedSecret.ofUtf8(text + space);
            SharedSecret.ofUtf8(space + text);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("white space").doesNotContain("8fJk");
        });
    }

    private static void assertRejected(String text, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedSecret.ofUtf8(text))
                .withMessageContaining(word)
                .satisfies(complaint -> assertThat(complaint.getMessage()).doesNotContain(text.strip()));
    }

    private static JwsHeader header(JwsAlgorithm algorithm) {
        return new JwsHeader(algorithm, Optional.of("any"), Optional.empty());
    }
}
