package io.github.jotguard;

import static io.github.jotguard.RejectionReason.MALFORMED;

import io.github.jotguard.testing.CompactJws;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Base64url without padding, canonical (RFC 7515 §2, RFC 4648 §3.5), and UTF-8 (RFC 8725 §3.7), in all three segments. */
class EncodingVerdictsTest implements VerdictTable {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Trust TRUST = Trust.in(FORGE);
    private static final CompactJws GOOD = CompactJws.parse(FORGE.token());

    static Stream<VerdictCase> cases() {
        return Stream.of(
                        foreignCharacters(),
                        padding(),
                        unusedBits(),
                        otherAlphabet(),
                        utf8(),
                        goodUnicode(),
                        otherCharsets())
                .flatMap(group -> group);
    }

    /** Signed over the segment as it stands, so that nothing but the spelling is wrong. */
    private static List<VerdictCase> inEachSegment(
            String rule, String name, java.util.function.UnaryOperator<String> change) {
        return List.of(
                VerdictCase.rejected(
                        rule,
                        name + " in the header",
                        TRUST,
                        FORGE.parts(change.apply(GOOD.headerPart()), GOOD.payloadPart()),
                        MALFORMED),
                VerdictCase.rejected(
                        rule,
                        name + " in the payload",
                        TRUST,
                        FORGE.parts(GOOD.headerPart(), change.apply(GOOD.payloadPart())),
                        MALFORMED),
                VerdictCase.rejected(
                        rule,
                        name + " in the signature",
                        TRUST,
                        GOOD.signaturePart(change.apply(GOOD.signaturePart())).toString(),
                        MALFORMED));
    }

    private static Stream<VerdictCase> foreignCharacters() {
        return Stream.of(
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "\r\n",
                        "\u0000",
                        "\u000b",
                        "\f",
                        "\u001f",
                        "\u007f",
                        "\u0080",
                        "\u0085",
                        "\u00a0",
                        "\u00ff",
                        "\u2028",
                        "\u200b",
                        "\ufeff",
                        "\u0100",
                        "\uff21",
                        "!",
                        "\"",
                        "#",
                        "$",
                        "%",
                        "%41",
                        "&",
                        "'",
                        "(",
                        ")",
                        "*",
                        ",",
                        ":",
                        ";",
                        "<",
                        ">",
                        "?",
                        "@",
                        "[",
                        "\\",
                        "]",
                        "^",
                        "`",
                        "{",
                        "|",
                        "}",
                        "~",
                        "\ud83d\ude00",
                        "\ud83d")
                .flatMap(foreign -> Stream.of(0, 5, 1000)
                        .flatMap(at -> inEachSegment("RFC 7515 §2", LogText.of(foreign) + " at " + at, part -> {
                                    int place = Math.min(at, part.length());
                                    return part.substring(0, place) + foreign + part.substring(place);
                                })
                                .stream()));
    }

    private static Stream<VerdictCase> padding() {
        return Stream.of("=", "==", "===", "====").flatMap(pad -> Stream.of(
                        inEachSegment("RFC 7515 §2", pad + " at the end", part -> part + pad),
                        inEachSegment("RFC 7515 §2", pad + " in front", part -> pad + part),
                        inEachSegment(
                                "RFC 7515 §2", pad + " inside", part -> part.substring(0, 4) + pad + part.substring(4)))
                .flatMap(List::stream));
    }

    private static Stream<VerdictCase> unusedBits() {
        List<VerdictCase> cases = new ArrayList<>();
        for (int spaces = 0; spaces < 3; spaces++) {
            String header = CompactJws.base64Url(FORGE.header() + " ".repeat(spaces));
            String payload = CompactJws.base64Url(Forge.claims() + " ".repeat(spaces));
            otherSpellings(header)
                    .forEach(other -> cases.add(VerdictCase.rejected(
                            "RFC 4648 §3.5",
                            "header ending in " + last(other),
                            TRUST,
                            FORGE.parts(other, GOOD.payloadPart()),
                            MALFORMED)));
            otherSpellings(payload)
                    .forEach(other -> cases.add(VerdictCase.rejected(
                            "RFC 4648 §3.5",
                            "payload ending in " + last(other),
                            TRUST,
                            FORGE.parts(GOOD.headerPart(), other),
                            MALFORMED)));
        }
        otherSpellings(GOOD.signaturePart())
                .forEach(other -> cases.add(VerdictCase.rejected(
                        "RFC 4648 §3.5",
                        "signature ending in " + last(other),
                        TRUST,
                        GOOD.signaturePart(other).toString(),
                        MALFORMED)));
        return cases.stream();
    }

    private static String last(String text) {
        return text.substring(text.length() - 2);
    }

    /** The spellings that a lenient decoder takes for the same bytes. */
    private static Stream<String> otherSpellings(String canonical) {
        byte[] bytes = Base64.getUrlDecoder().decode(canonical);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.chars()
                .mapToObj(c -> canonical.substring(0, canonical.length() - 1) + (char) c)
                .filter(other -> !other.equals(canonical))
                .filter(other -> java.util.Arrays.equals(Base64.getUrlDecoder().decode(other), bytes));
    }

    private static Stream<VerdictCase> otherAlphabet() {
        String payload = Forge.claims("x", "\"???>>>~~~\u00fb\u00ff\"");
        String standard = Base64.getEncoder().withoutPadding().encodeToString(Forge.utf8(payload));
        return Stream.of(
                VerdictCase.accepted("RFC 4648 §5", "- and _", TRUST, FORGE.raw(FORGE.header(), payload)),
                VerdictCase.rejected(
                        "RFC 4648 §5",
                        "+ and /",
                        TRUST,
                        FORGE.parts(GOOD.headerPart(), standard + "/+AA".substring(0, 4)),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 7515 §2",
                        "lines of 64",
                        TRUST,
                        FORGE.parts(
                                GOOD.headerPart(),
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(Forge.utf8(Forge.claims()))),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 7515 §2",
                        "a header of 4n+1 characters",
                        TRUST,
                        FORGE.parts("A".repeat(5), GOOD.payloadPart()),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 7515 §2",
                        "one character as payload",
                        TRUST,
                        FORGE.parts(GOOD.headerPart(), "e"),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 7515 §2",
                        "percent encoding",
                        TRUST,
                        GOOD.toString().replace("-", "%2D").replace("_", "%5F").replace(".", "%2E"),
                        MALFORMED));
    }

    private static Stream<VerdictCase> utf8() {
        List<String> invalid = List.of(
                "80",
                "bf",
                "c0",
                "c1",
                "f5",
                "fe",
                "ff",
                "c3",
                "c328",
                "e2",
                "e282",
                "e228a1",
                "e28228",
                "f0",
                "f09f98",
                "f0288cbc",
                "c080",
                "c1bf",
                "c0ae",
                "e08080",
                "e09fbf",
                "e0809f",
                "f0808080",
                "f08fbfbf",
                "eda080",
                "edbfbf",
                "eda0bdedb880",
                "f4908080",
                "f8888080",
                "fc8480808080",
                "c3a9c3",
                "feff0041",
                "fffe4100",
                "a0",
                "e9");
        return invalid.stream().flatMap(hex -> Stream.of(
                        claimWith("sub", hex),
                        claimWith("iss", hex),
                        claimWith("aud", hex),
                        claimWith("x", hex),
                        nameWith(hex),
                        escapedBeside(hex))
                .flatMap(payload -> Stream.of(VerdictCase.rejected(
                        "RFC 8725 §3.7",
                        hex + " in the payload",
                        TRUST,
                        FORGE.raw(Forge.utf8(FORGE.header()), payload),
                        MALFORMED)))
                .limit(6)
                .flatMap(verdict -> Stream.of(
                        verdict,
                        VerdictCase.rejected(
                                "RFC 8725 §3.7",
                                hex + " in the kid",
                                TRUST,
                                FORGE.raw(
                                        join(
                                                "{\"alg\":\"EdDSA\",\"kid\":\""
                                                        + FORGE.key().keyId(),
                                                hex,
                                                "\"}"),
                                        Forge.utf8(Forge.claims())),
                                MALFORMED))));
    }

    private static byte[] claimWith(String name, String hex) {
        String claims = Forge.claims(name, null);
        return join(claims.substring(0, claims.length() - 1) + ",\"" + name + "\":\"x", hex, "\"}");
    }

    private static byte[] nameWith(String hex) {
        String claims = Forge.claims();
        return join(claims.substring(0, claims.length() - 1) + ",\"n", hex, "\":1}");
    }

    private static byte[] escapedBeside(String hex) {
        String claims = Forge.claims();
        return join(claims.substring(0, claims.length() - 1) + ",\"n\":\"\\n", hex, "\\u00e9\"}");
    }

    private static byte[] join(String before, String hex, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Forge.utf8(before));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(Forge.utf8(after));
        return bytes.toByteArray();
    }

    private static Stream<VerdictCase> goodUnicode() {
        return Stream.of(
                        "\u00e9",
                        "\u20ac",
                        "\ud83d\ude00",
                        "\ufffd",
                        "\uffff",
                        "\ud7ff",
                        "\ue000",
                        "\udbff\udfff",
                        "\u202e",
                        "\u007f",
                        "\u0080",
                        "\\u00e9",
                        "\\ud83d\\ude00",
                        "\\uD83D\\uDE00",
                        "\\uffff",
                        "\\u0000",
                        "\\b\\f\\n\\r\\t\\/\\\\\\\"",
                        "\\u00e9\u00e9\\n\ud83d\ude00")
                .map(text -> VerdictCase.accepted(
                        "RFC 8259 §7",
                        "the text " + LogText.of(text),
                        TRUST,
                        FORGE.withClaims("sub", Forge.quoted(text))));
    }

    private static Stream<VerdictCase> otherCharsets() {
        return Stream.of(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE,
                        java.nio.charset.Charset.forName("UTF-32"))
                .flatMap(charset -> Stream.of(
                        VerdictCase.rejected(
                                "RFC 8725 §3.7",
                                "payload in " + charset,
                                TRUST,
                                FORGE.raw(
                                        Forge.utf8(FORGE.header()),
                                        Forge.claims().getBytes(charset)),
                                MALFORMED),
                        VerdictCase.rejected(
                                "RFC 8725 §3.7",
                                "header in " + charset,
                                TRUST,
                                FORGE.raw(FORGE.header().getBytes(charset), Forge.utf8(Forge.claims())),
                                MALFORMED)));
    }
}
