package io.github.jotguard;

import static io.github.jotguard.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.TOO_LARGE;

import io.github.jotguard.testing.CompactJws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/** Three segments of a signed token and nothing else (RFC 7515 §7.1, RFC 8725 §3.3, §3.6). */
class StructureVerdictsTest implements VerdictTable {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Trust TRUST = Trust.in(FORGE);
    private static final String GOOD = FORGE.token();
    private static final CompactJws PARTS = CompactJws.parse(GOOD);

    static Stream<VerdictCase> cases() {
        return Stream.of(notThree(), polyglots(), encrypted(), sizes(), emptySegments())
                .flatMap(group -> group);
    }

    private static VerdictCase malformed(String name, String token) {
        return VerdictCase.rejected("RFC 7515 §7.1", name, TRUST, token, MALFORMED);
    }

    private static Stream<VerdictCase> notThree() {
        String header = PARTS.headerPart();
        String payload = PARTS.payloadPart();
        String signature = PARTS.signaturePart();
        return Stream.of(
                malformed("null", null),
                malformed("nothing", ""),
                malformed("a dot", "."),
                malformed("two dots", ".."),
                malformed("three dots", "..."),
                malformed("four dots", "...."),
                malformed("16,384 dots", ".".repeat(16_384)),
                malformed("16,384 letters", "a".repeat(16_384)),
                malformed("one segment", header),
                malformed("two segments", header + "." + payload),
                malformed("two segments and a dot at the end of four", GOOD + "."),
                malformed("a dot in front", "." + GOOD),
                malformed("a fourth segment", GOOD + "." + signature),
                malformed("five segments", GOOD + ".a.b"),
                malformed("the token twice", GOOD + GOOD),
                malformed("two tokens and a comma", GOOD + "," + GOOD),
                malformed("the scheme in front", "Bearer " + GOOD),
                malformed("quotation marks around it", '"' + GOOD + '"'),
                malformed("commas for dots", GOOD.replace('.', ',')),
                malformed("full-width dots", GOOD.replace('.', '\uff0e')),
                malformed("a zero-width space", GOOD.replaceFirst("\\.", ".\u200b")),
                malformed("a byte order mark", "\ufeff" + GOOD),
                malformed("the order of segments reversed", signature + "." + payload + "." + header),
                malformed("emoji for the payload", header + "." + "\ud83d\ude00".repeat(200) + "." + signature),
                malformed("emoji and no signature", header + "." + "\ud83d\ude00".repeat(200) + "."),
                malformed("emoji for the signature", header + "." + payload + "." + "\ud83d\ude00".repeat(43)),
                malformed("a lone surrogate", GOOD.substring(0, GOOD.length() - 1) + "\ud83d"));
    }

    private static Stream<VerdictCase> polyglots() {
        String flattened = "{\"protected\":\"" + PARTS.headerPart() + "\",\"payload\":\"" + PARTS.payloadPart()
                + "\",\"signature\":\"" + PARTS.signaturePart() + "\"}";
        String general = "{\"payload\":\"" + PARTS.payloadPart() + "\",\"signatures\":[{\"protected\":\""
                + PARTS.headerPart() + "\",\"signature\":\"" + PARTS.signaturePart() + "\"}]}";
        String unprotected =
                "{\"header\":{\"alg\":\"none\"},\"payload\":\"" + PARTS.payloadPart() + "\",\"signature\":\"\"}";
        return Stream.of(
                malformed("flattened JSON serialization", flattened),
                malformed("general JSON serialization", general),
                malformed("an unprotected header", unprotected),
                malformed(
                        "JSON around the compact serialization (CVE-2022-39227)",
                        "{\"" + PARTS.headerPart() + "." + PARTS.payloadPart() + ".\":\"\",\"signature\":\""
                                + PARTS.signaturePart() + "\"}"),
                malformed("JSON in the first segment", flattened + "." + PARTS.payloadPart() + ".a"),
                malformed("a nested token (RFC 8725 §3.3)", FORGE.raw(FORGE.header("cty", "\"JWT\""), GOOD)),
                malformed(
                        "a nested token as JSON string",
                        FORGE.raw(FORGE.header("cty", "\"JWT\""), Forge.quoted(GOOD))));
    }

    private static Stream<VerdictCase> encrypted() {
        String dir = "\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"";
        return Stream.of(
                malformed("five segments of a JWE", "a.b.c.d.e"),
                malformed("a JWE with its header", CompactJws.base64Url("{" + dir + "}") + "..AAAA.AAAA.AAAA"),
                malformed("enc beside a signature", FORGE.withHeader("enc", "\"A128GCM\"")),
                malformed("enc null", FORGE.withHeader("enc", "null")),
                malformed("dir and enc in three segments", CompactJws.of("{" + dir + "}", Forge.claims()) + "AAAA"),
                malformed("zip", FORGE.withHeader("zip", "\"DEF\"")),
                malformed("zip none", FORGE.withHeader("zip", "null")),
                VerdictCase.rejected("RFC 8725 §3.6", "a bomb of 10 MB", TRUST, bomb(true), MALFORMED),
                VerdictCase.rejected("RFC 8725 §3.6", "a bomb that does not say so", TRUST, bomb(false), MALFORMED),
                VerdictCase.rejected(
                        "RFC 8725bis §3.14",
                        "p2c of 2^31-1",
                        TRUST,
                        FORGE.withHeader("alg", "\"PBES2-HS256+A128KW\"", "p2c", "2147483647", "p2s", "\"AAAA\""),
                        ALGORITHM_NOT_ALLOWED));
    }

    private static String bomb(boolean isDeclared) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(new byte[10_000_000]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        String header = isDeclared ? FORGE.header("zip", "\"DEF\"") : FORGE.header();
        return FORGE.raw(Forge.utf8(header), deflated.toByteArray());
    }

    private static Stream<VerdictCase> sizes() {
        return Stream.of(
                VerdictCase.accepted("design.md, Defaults", "16,384 characters", TRUST, FORGE.tokenOfLength(16_384)),
                VerdictCase.rejected(
                        "design.md, Defaults", "16,385 characters", TRUST, FORGE.tokenOfLength(16_385), TOO_LARGE),
                VerdictCase.rejected("design.md, Defaults", "16,385 dots", TRUST, ".".repeat(16_385), TOO_LARGE),
                VerdictCase.rejected("CVE-2025-30204", "100,000 dots", TRUST, ".".repeat(100_000), TOO_LARGE),
                VerdictCase.rejected(
                        "design.md, Defaults", "a million letters", TRUST, "a".repeat(1_000_000), TOO_LARGE),
                VerdictCase.accepted(
                        "design.md, Defaults",
                        "kid of 1,024 characters",
                        kidTrust(1_024),
                        kid(1_024).token()),
                VerdictCase.rejected(
                        "design.md, Defaults",
                        "kid of 1,025 characters",
                        TRUST,
                        FORGE.withHeader("kid", Forge.quoted("k".repeat(1_025))),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 8725 §3.10",
                        "kid of 5,000 characters",
                        TRUST,
                        FORGE.withHeader("kid", Forge.quoted("k".repeat(5_000))),
                        MALFORMED));
    }

    private static Forge kid(int length) {
        return Forge.with(FORGE.key().withKeyId("k".repeat(length)));
    }

    private static Trust kidTrust(int length) {
        return Trust.in(kid(length));
    }

    private static Stream<VerdictCase> emptySegments() {
        return Stream.of(
                malformed("no header", "." + PARTS.payloadPart() + "." + PARTS.signaturePart()),
                malformed("no payload", PARTS.headerPart() + ".." + PARTS.signaturePart()),
                VerdictCase.rejected(
                        "CVE-2020-28042",
                        "no signature",
                        TRUST,
                        PARTS.signaturePart("").toString(),
                        BAD_SIGNATURE),
                VerdictCase.rejected(
                        "CVE-2020-28042",
                        "a signature of one byte",
                        TRUST,
                        PARTS.signaturePart("AA").toString(),
                        BAD_SIGNATURE));
    }
}
