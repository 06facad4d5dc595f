package io.github.jotguard;

import static io.github.jotguard.RejectionReason.EXPIRED;
import static io.github.jotguard.RejectionReason.ISSUED_IN_FUTURE;
import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.MISSING_CLAIM;
import static io.github.jotguard.RejectionReason.NOT_YET_VALID;

import java.time.Duration;
import java.util.stream.Stream;

/** NumericDate is any JSON number (RFC 7519 §2); rejected when now >= exp + skew, accepted when now >= nbf - skew (§4.1.4, §4.1.5). */
class TimeVerdictsTest implements VerdictTable {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final long NOW = Forge.NOW.getEpochSecond();
    private static final Trust TRUST = Trust.in(FORGE);

    static Stream<VerdictCase> cases() {
        return Stream.of(edges(), fractions(), spellings(), extremes(), types()).flatMap(group -> group);
    }

    private static VerdictCase accepted(String rule, String claim, String value, Trust trust) {
        return VerdictCase.accepted(rule, claim + " " + value, trust, FORGE.withClaims(claim, value));
    }

    private static VerdictCase rejected(String rule, String claim, String value, Trust trust, RejectionReason reason) {
        return VerdictCase.rejected(rule, claim + " " + value, trust, FORGE.withClaims(claim, value), reason);
    }

    private static Stream<VerdictCase> edges() {
        return Stream.of(0, 1, 60, 600).flatMap(skew -> {
            Trust trust =
                    Trust.in(FORGE.issuer().clockSkew(Duration.ofSeconds(skew)).build(), FORGE.token());
            String rule = "RFC 7519 §4.1.4, skew " + skew;
            return Stream.of(
                    accepted(rule, "exp", "" + (NOW - skew + 1), trust),
                    rejected(rule, "exp", "" + (NOW - skew), trust, EXPIRED),
                    rejected(rule, "exp", "" + (NOW - skew - 1), trust, EXPIRED),
                    accepted(rule, "exp", (NOW - skew) + ".000000001", trust),
                    rejected(rule, "exp", (NOW - skew - 1) + ".999999999", trust, EXPIRED),
                    accepted(rule, "nbf", "" + (NOW + skew - 1), trust),
                    accepted(rule, "nbf", "" + (NOW + skew), trust),
                    rejected(rule, "nbf", "" + (NOW + skew + 1), trust, NOT_YET_VALID),
                    rejected(rule, "nbf", (NOW + skew) + ".000000001", trust, NOT_YET_VALID),
                    accepted(rule, "iat", "" + (NOW + skew - 1), trust),
                    accepted(rule, "iat", "" + (NOW + skew), trust),
                    rejected(rule, "iat", "" + (NOW + skew + 1), trust, ISSUED_IN_FUTURE),
                    rejected(rule, "iat", (NOW + skew) + ".000000001", trust, ISSUED_IN_FUTURE));
        });
    }

    /** Below a nanosecond too. */
    private static Stream<VerdictCase> fractions() {
        String rule = "RFC 7519 §2, fractions";
        String edge = "" + (NOW - 60);
        String start = "" + (NOW + 60);
        return Stream.of(
                accepted(rule, "exp", edge + ".0000000000001", TRUST),
                accepted(rule, "exp", edge + ".0000000001", TRUST),
                accepted(rule, "exp", edge + ".5", TRUST),
                rejected(rule, "exp", edge + ".0", TRUST, EXPIRED),
                rejected(rule, "exp", edge + ".000000000000", TRUST, EXPIRED),
                rejected(rule, "exp", (NOW - 61) + ".9999999999999", TRUST, EXPIRED),
                rejected(rule, "nbf", start + ".0000000000001", TRUST, NOT_YET_VALID),
                accepted(rule, "nbf", start + ".0", TRUST),
                accepted(rule, "nbf", (NOW + 59) + ".9999999999999", TRUST),
                rejected(rule, "iat", start + ".0000000000001", TRUST, ISSUED_IN_FUTURE),
                accepted(rule, "iat", start + ".000", TRUST),
                accepted(rule, "nbf", "0.1e-900", TRUST),
                rejected(rule, "exp", "0.1e-900", TRUST, EXPIRED),
                rejected(rule, "exp", "-0.1", TRUST, EXPIRED),
                accepted(rule, "nbf", "-0.1", TRUST));
    }

    private static Stream<VerdictCase> spellings() {
        String rule = "RFC 8259 §6";
        return Stream.of(
                accepted(rule, "exp", "18e8", TRUST),
                accepted(rule, "exp", "1.8e9", TRUST),
                accepted(rule, "exp", "1.8E9", TRUST),
                accepted(rule, "exp", "1.8e+9", TRUST),
                accepted(rule, "exp", "1.8e+0009", TRUST),
                accepted(rule, "exp", "18000000000e-1", TRUST),
                accepted(rule, "exp", "1800000000.0", TRUST),
                rejected(rule, "exp", "17e8", TRUST, EXPIRED),
                rejected(rule, "exp", "1.7e9", TRUST, EXPIRED),
                rejected(rule, "exp", "1e9", TRUST, EXPIRED),
                rejected(rule, "exp", "0", TRUST, EXPIRED),
                rejected(rule, "exp", "-0", TRUST, EXPIRED),
                rejected(rule, "exp", "0.0", TRUST, EXPIRED),
                rejected(rule, "exp", "-1", TRUST, EXPIRED),
                rejected(rule, "nbf", "18e8", TRUST, NOT_YET_VALID),
                rejected(rule, "nbf", "1.8e9", TRUST, NOT_YET_VALID),
                accepted(rule, "nbf", "1.7e9", TRUST),
                accepted(rule, "nbf", "-0.0", TRUST),
                rejected(rule, "exp", "01800000000", TRUST, MALFORMED),
                rejected(rule, "exp", "+1800000000", TRUST, MALFORMED),
                rejected(rule, "exp", "1800000000.", TRUST, MALFORMED),
                rejected(rule, "exp", ".18e10", TRUST, MALFORMED),
                rejected(rule, "exp", "1.8e", TRUST, MALFORMED),
                rejected(rule, "exp", "0x6b49d200", TRUST, MALFORMED),
                rejected(rule, "exp", "1_800_000_000", TRUST, MALFORMED),
                rejected(rule, "exp", "1800000000L", TRUST, MALFORMED),
                rejected(rule, "exp", "NaN", TRUST, MALFORMED),
                rejected(rule, "exp", "Infinity", TRUST, MALFORMED),
                rejected(rule, "exp", "\uff11\uff18", TRUST, MALFORMED));
    }

    /** Seconds times 1000 must not overflow, and nothing may wrap around. */
    private static Stream<VerdictCase> extremes() {
        Stream<VerdictCase> far = Stream.of(
                        "253402300799",
                        "253402300800",
                        "2147483647",
                        "2147483648",
                        "4294967296",
                        "9007199254740993",
                        "9223372036854775",
                        "9223372036854776",
                        "9223372036854775807",
                        "9223372036854775808",
                        "18446744073709551615",
                        "18446744073709551616",
                        "31556889864403199",
                        "31556889864403200",
                        "1e30",
                        "1e308",
                        "1e309",
                        "1e999",
                        "9".repeat(128),
                        "31556889864403199.9999999999")
                .flatMap(value -> Stream.of(
                        accepted("RFC 7519 §2, far future", "exp", value, TRUST),
                        rejected("RFC 7519 §2, far future", "nbf", value, TRUST, NOT_YET_VALID),
                        rejected("RFC 7519 §2, far future", "iat", value, TRUST, ISSUED_IN_FUTURE)));
        Stream<VerdictCase> longAgo = Stream.of(
                        "-1",
                        "-2147483649",
                        "-9223372036854775",
                        "-9223372036854776",
                        "-9223372036854775808",
                        "-9223372036854775809",
                        "-18446744073709551616",
                        "-31557014167219200",
                        "-31557014167219201",
                        "-1e30",
                        "-1e999",
                        "-" + "9".repeat(127),
                        "1e-999",
                        "-1e-999")
                .flatMap(value -> Stream.of(
                        rejected("RFC 7519 §2, long ago", "exp", value, TRUST, EXPIRED),
                        accepted("RFC 7519 §2, long ago", "nbf", value, TRUST),
                        accepted("RFC 7519 §2, long ago", "iat", value, TRUST)));
        Stream<VerdictCase> beyond = Stream.of("1e1000", "-1e1000", "1e-1000", "1e99999999999", "9".repeat(129))
                .flatMap(value -> Stream.of("exp", "nbf", "iat")
                        .map(claim -> rejected("design.md, Defaults", claim, value, TRUST, MALFORMED)));
        return Stream.of(far, longAgo, beyond).flatMap(cases -> cases);
    }

    private static Stream<VerdictCase> types() {
        Stream<VerdictCase> malformed = Stream.of(
                        "\"1800000000\"",
                        "\"\"",
                        "\"2027-01-01T00:00:00Z\"",
                        "true",
                        "false",
                        "[]",
                        "[1800000000]",
                        "{}",
                        "{\"value\":1800000000}",
                        "\"Infinity\"")
                .flatMap(value -> Stream.of("exp", "nbf", "iat")
                        .map(claim -> rejected("RFC 7519 §4.1", claim, value, TRUST, MALFORMED)));
        return Stream.concat(
                malformed,
                Stream.of(
                        rejected("RFC 7519 §4.1.4", "exp", null, TRUST, MISSING_CLAIM),
                        rejected("RFC 7519 §4.1.4", "exp", "null", TRUST, MISSING_CLAIM),
                        accepted("RFC 7519 §4.1.5", "nbf", null, TRUST),
                        accepted("RFC 7519 §4.1.5", "nbf", "null", TRUST),
                        accepted("RFC 7519 §4.1.6", "iat", null, TRUST),
                        accepted("RFC 7519 §4.1.6", "iat", "null", TRUST)));
    }
}
