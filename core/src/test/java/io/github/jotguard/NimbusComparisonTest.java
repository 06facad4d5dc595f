package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jotguard.testing.CompactJws;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Mutations of good tokens, judged by us and by Nimbus' own processor with the same settings. Where the two disagree, one of the
 * explanations below must fit, each of which says who is right; a disagreement without explanation fails.
 */
class NimbusComparisonTest {

    /** Of the slow algorithms fewer, since the signature is not what differs. */
    private static final Map<String, Integer> MUTATIONS = Map.of("ES256", 400, "RS256", 800, "HS256", 8_000);

    private static final byte[] SECRET = Forge.utf8("0123456789abcdef0123456789abcdef");
    private static final Base64.Decoder LENIENT = Base64.getMimeDecoder();

    private enum Disagreement {
        /** We are right: RFC 7515 §2 and RFC 4648 §3.5 know one spelling. */
        NIMBUS_TAKES_ANOTHER_SPELLING_OF_BASE64URL,
        /** We are right: RFC 8725 §3.7. */
        NIMBUS_REPAIRS_BROKEN_UTF_8,
        /** We are right: RFC 7519 §4.1.2 and §4.1.7 want strings, RFC 7515 §4.1.4 and §4.1.9 too, and null is none. */
        NIMBUS_TAKES_A_CLAIM_OR_HEADER_OF_ANOTHER_TYPE,
        /** We are right: RFC 7519 §2 lets NumericDate be any number, and it must not overflow. */
        NIMBUS_LOSES_THE_RANGE_OF_A_DATE,
        /** We are stricter than RFC 7519, on purpose: a token from the future is a fault of somebody. */
        NIMBUS_DOES_NOT_LOOK_AT_IAT,
        /** We are right: RFC 7515 §4.1.11 and RFC 7797 §7. */
        NIMBUS_TAKES_CRIT_B64_OR_ZIP,
        /** We are right: RFC 7519 §4.1.5 says "on or after", and Nimbus wants later. */
        NIMBUS_REFUSES_THE_EDGE_OF_NBF,
        /** Both are right: RFC 7515 §4.1 types these, and §4 lets us ignore what we do not use. */
        WE_DO_NOT_LOOK_AT_HEADERS_WE_DO_NOT_USE,
        /** Both are right: a shared secret has no name here, so that any {@code kid} will do (RFC 7515 §4.1.4, a hint). */
        WE_KNOW_NO_KID_OF_A_SHARED_SECRET
    }

    private final Random random = new Random(20261121);
    private final Map<Disagreement, Integer> explained = new EnumMap<>(Disagreement.class);
    private final List<String> unexplained = new ArrayList<>();

    @Test
    void disagreesWithNimbusOnlyWhereThatIsExplained() throws Exception {
        for (Forge forge : List.of(Forge.of("ES256"), Forge.of("RS256"), Forge.withSecret("HS256", SECRET))) {
            DefaultJWTProcessor<SecurityContext> nimbus = nimbus(forge);
            JwtVerifier ours = Trust.in(forge).verifier();
            assertThat(Trust.verdict(ours, forge.token())).isEqualTo(Trust.ACCEPTED);
            assertThat(isAccepted(nimbus, forge.token())).isTrue();
            for (int i = 0; i < MUTATIONS.get(forge.key().algorithm()); i++) {
                compare(ours, nimbus, mutation(forge));
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(explained).as("all kinds of disagreement occur").containsOnlyKeys(Disagreement.values());
    }

    private void compare(JwtVerifier ours, DefaultJWTProcessor<SecurityContext> nimbus, String token) {
        String verdict = Trust.verdict(ours, token);
        boolean isAcceptedByNimbus = isAccepted(nimbus, token);
        if (verdict.equals(Trust.ACCEPTED) != isAcceptedByNimbus) {
            explanation(verdict, token)
                    .ifPresentOrElse(
                            explanation -> explained.merge(explanation, 1, Integer::sum),
                            () -> unexplained.add(verdict + ": " + text(token, 0) + text(token, 1)));
        }
    }

    private static Optional<Disagreement> explanation(String verdict, String token) {
        String header = text(token, 0);
        String payload = text(token, 1);
        return switch (verdict) {
            case Trust.ACCEPTED -> stricterNimbus(header, payload);
            case "issued_in_future" -> Optional.of(Disagreement.NIMBUS_DOES_NOT_LOOK_AT_IAT);
            case "unsupported_critical_header" -> Optional.of(Disagreement.NIMBUS_TAKES_CRIT_B64_OR_ZIP);
            case "expired", "not_yet_valid" ->
                when(payload, "\"(exp|nbf)\":-?[0-9.]+", Disagreement.NIMBUS_LOSES_THE_RANGE_OF_A_DATE);
            case "missing_claim" ->
                when(payload, "\"exp\":null", Disagreement.NIMBUS_TAKES_A_CLAIM_OR_HEADER_OF_ANOTHER_TYPE);
            case "malformed" -> malformed(token, header + payload);
            default -> Optional.empty();
        };
    }

    private static Optional<Disagreement> stricterNimbus(String header, String payload) {
        return when(header, "\"(cty|jku|x5u)\":", Disagreement.WE_DO_NOT_LOOK_AT_HEADERS_WE_DO_NOT_USE)
                .or(() -> when(
                        payload,
                        "\"nbf\":" + (Forge.NOW.getEpochSecond() + 60),
                        Disagreement.NIMBUS_REFUSES_THE_EDGE_OF_NBF))
                .or(() -> when(
                        payload,
                        "\"(exp|nbf|iat)\":-?\\d+([.eE]|\\d{12})",
                        Disagreement.NIMBUS_LOSES_THE_RANGE_OF_A_DATE))
                .or(() -> when(header, "\"HS256\"", Disagreement.WE_KNOW_NO_KID_OF_A_SHARED_SECRET));
    }

    private static Optional<Disagreement> malformed(String token, String both) {
        if (!isCanonical(token)) {
            return Optional.of(Disagreement.NIMBUS_TAKES_ANOTHER_SPELLING_OF_BASE64URL);
        }
        return when(both, "\ufffd|(?i:\\\\ud[89a-f])", Disagreement.NIMBUS_REPAIRS_BROKEN_UTF_8)
                .or(() -> when(
                        both,
                        "\"(sub|jti|kid|typ|iss|nbf|iat|aud)\":(null|-?[0-9]|true|false|\\[|\\{)",
                        Disagreement.NIMBUS_TAKES_A_CLAIM_OR_HEADER_OF_ANOTHER_TYPE))
                .or(() -> when(both, "\"(b64|zip|enc)\":", Disagreement.NIMBUS_TAKES_CRIT_B64_OR_ZIP));
    }

    private static Optional<Disagreement> when(String text, String regex, Disagreement explanation) {
        return Pattern.compile(regex).matcher(text).find() ? Optional.of(explanation) : Optional.empty();
    }

    private static String text(String token, int segment) {
        return new String(
                LENIENT.decode(token.split("\\.")[segment].replace('-', '+').replace('_', '/')));
    }

    private static boolean isCanonical(String token) {
        for (String part : token.split("\\.", -1)) {
            try {
                if (!CompactJws.base64Url(Base64.getUrlDecoder().decode(part)).equals(part)) {
                    return false;
                }
            } catch (IllegalArgumentException notBase64Url) {
                return false;
            }
        }
        return true;
    }

    /** Half of them signed after the change, so that only the change can be wrong. */
    private String mutation(Forge forge) {
        return switch (random.nextInt(5)) {
            case 0 -> mutated(forge.token(), ".=+/ \n-_AQgw");
            case 1 -> forge.raw(mutated(forge.header(), "{}[]\",:e0\\ "), Forge.claims());
            case 2 -> forge.raw(forge.header(), mutated(Forge.claims(), "{}[]\",:e0\\ \u00e9"));
            case 3 ->
                forge.raw(Forge.utf8(forge.header()), flipped(Forge.utf8(Forge.claims("name", "\"\u00e9\u20ac\""))));
            default -> withOddMember(forge);
        };
    }

    private String withOddMember(Forge forge) {
        String value = oneOf(
                "null",
                "true",
                "0",
                "1",
                "-1",
                "1.5",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "[null]",
                "[\"x\"]",
                "{\"a\":1,\"a\":2}",
                "1e3",
                "18e8",
                "1e1000",
                "01",
                "+1",
                ".5",
                "1.",
                "1800000000",
                "1800000000.5",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "\"\\ud800\"",
                "\"\\ud83d\\ude00\"",
                "\"JWT\"",
                "\"at+jwt\"",
                "" + (Forge.NOW.getEpochSecond() + 60),
                "" + (Forge.NOW.getEpochSecond() - 60),
                "[".repeat(16) + "]".repeat(16));
        return random.nextBoolean()
                ? forge.withClaims(oneOf("exp", "nbf", "iat", "sub", "iss", "aud", "jti", "x"), value)
                : forge.withHeader(oneOf("typ", "cty", "crit", "b64", "zip", "enc", "kid", "jku", "x"), value);
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    private String mutated(String text, String letters) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            char letter = letters.charAt(random.nextInt(letters.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, letter);
                case 1 -> mutated.insert(at, letter);
                case 2 -> mutated.deleteCharAt(at);
                default -> mutated.append(letter);
            }
        }
        return mutated.toString();
    }

    private byte[] flipped(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static boolean isAccepted(DefaultJWTProcessor<SecurityContext> nimbus, String token) {
        try {
            return nimbus.process(token, null) != null;
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException refused) {
            return false;
        }
    }

    private static DefaultJWTProcessor<SecurityContext> nimbus(Forge forge) throws ParseException {
        JWK key = forge.key().algorithm().startsWith("HS")
                ? new OctetSequenceKey.Builder(SECRET)
                        .keyID(forge.key().keyId())
                        .build()
                : JWK.parse(forge.key().jwk());
        DefaultJWTProcessor<SecurityContext> nimbus = new DefaultJWTProcessor<>();
        nimbus.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        nimbus.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.parse(forge.key().algorithm()), new ImmutableJWKSet<>(new JWKSet(key))));
        nimbus.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        Set.of(Forge.AUDIENCE),
                        new JWTClaimsSet.Builder().issuer(Forge.ISSUER).build(),
                        Set.of("exp"),
                        null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(Forge.NOW);
                    }
                });
        return nimbus;
    }
}
