package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A JWS in compact serialization (RFC 7515 §7.1) built from unchecked parts. Other libraries do not build the tokens
 * that a verifier must reject. Each method returns a changed copy; {@link #toString} is the token. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * TestKey key = TestKey.generate("ES256");
 * CompactJws unsigned = CompactJws.of("{\"alg\":\"none\"}", "{\"sub\":\"admin\"}"); // three parts, the last one empty
 * CompactJws edited = CompactJws.parse(token).payload("{\"sub\":\"admin\"}"); // the signature of another payload
 * CompactJws array = CompactJws.of("{\"alg\":\"ES256\"}", "[]").signedWith(key); // authentic, but no claims set
 * String text = edited.toString();
 * }</pre>
 */
public final class CompactJws {
    private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Encoder PADDED = Base64.getUrlEncoder();

    private final String header;
    private final String payload;
    private final String signature;

    private CompactJws(String header, String payload, String signature) {
        this.header = header;
        this.payload = payload;
        this.signature = signature;
    }

    /**
     * Creates an unsigned JWS: its signature part is empty.
     *
     * @param header the text of the header, JSON or not; encoded in UTF-8 and base64url
     * @param payload the text of the payload, likewise
     * @return the JWS
     */
    public static CompactJws of(String header, String payload) {
        return new CompactJws(base64Url(header), base64Url(payload), "");
    }

    /**
     * Parses a token into its parts, to change them.
     *
     * @param token three parts with a dot between them; the content of the parts is not checked
     * @return the JWS
     * @throws IllegalArgumentException if there are not exactly three parts
     */
    public static CompactJws parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a compact JWS has three parts, not " + parts.length);
        }
        return new CompactJws(parts[0], parts[1], parts[2]);
    }

    /**
     * Replaces the header.
     *
     * @param text encoded in UTF-8 and base64url
     * @return the changed JWS
     */
    public CompactJws header(String text) {
        return headerPart(base64Url(text));
    }

    /**
     * Replaces the header.
     *
     * @param bytes encoded in base64url; need not be UTF-8
     * @return the changed JWS
     */
    public CompactJws header(byte[] bytes) {
        return headerPart(base64Url(bytes));
    }

    /**
     * Replaces the header as it stands in the token.
     *
     * @param encoded written as given, base64url or not
     * @return the changed JWS
     */
    public CompactJws headerPart(String encoded) {
        return new CompactJws(requireNonNull(encoded, "encoded"), payload, signature);
    }

    /**
     * Returns the header as it stands in the token.
     *
     * @return the part before the first dot
     */
    public String headerPart() {
        return header;
    }

    /**
     * Replaces the payload.
     *
     * @param text encoded in UTF-8 and base64url
     * @return the changed JWS
     */
    public CompactJws payload(String text) {
        return payloadPart(base64Url(text));
    }

    /**
     * Replaces the payload.
     *
     * @param bytes encoded in base64url; need not be UTF-8
     * @return the changed JWS
     */
    public CompactJws payload(byte[] bytes) {
        return payloadPart(base64Url(bytes));
    }

    /**
     * Replaces the payload as it stands in the token.
     *
     * @param encoded written as given, base64url or not
     * @return the changed JWS
     */
    public CompactJws payloadPart(String encoded) {
        return new CompactJws(header, requireNonNull(encoded, "encoded"), signature);
    }

    /**
     * Returns the payload as it stands in the token.
     *
     * @return the part between the dots
     */
    public String payloadPart() {
        return payload;
    }

    /**
     * Replaces the signature.
     *
     * @param bytes encoded in base64url
     * @return the changed JWS
     */
    public CompactJws signature(byte[] bytes) {
        return signaturePart(base64Url(bytes));
    }

    /**
     * Replaces the signature as it stands in the token.
     *
     * @param encoded written as given, base64url or not
     * @return the changed JWS
     */
    public CompactJws signaturePart(String encoded) {
        return new CompactJws(header, payload, requireNonNull(encoded, "encoded"));
    }

    /**
     * Returns the signature as it stands in the token.
     *
     * @return the part after the last dot
     */
    public String signaturePart() {
        return signature;
    }

    /**
     * Signs header and payload exactly as they stand (RFC 7515 §5.1, step 5). The header is not changed to fit the key.
     *
     * @param key the key that signs
     * @return the signed JWS
     */
    public CompactJws signedWith(TestKey key) {
        return signature(key.sign(signingInput()));
    }

    byte[] signingInput() {
        return (header + '.' + payload).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the token: the three parts with a dot between them. */
    @Override
    public String toString() {
        return header + '.' + payload + '.' + signature;
    }

    /**
     * Encodes text in base64url without padding, as JOSE requires (RFC 7515 §2).
     *
     * @param text encoded in UTF-8 first
     * @return the encoded text
     */
    public static String base64Url(String text) {
        return base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Encodes bytes in base64url without padding, as JOSE requires (RFC 7515 §2).
     *
     * @param bytes the bytes to encode
     * @return the encoded text
     */
    public static String base64Url(byte[] bytes) {
        return UNPADDED.encodeToString(bytes);
    }

    /**
     * Encodes bytes in base64url with {@code =} padding, which JOSE forbids.
     *
     * @param bytes the bytes to encode
     * @return the encoded text; ends without padding if the number of bytes is a multiple of three
     */
    public static String paddedBase64Url(byte[] bytes) {
        return PADDED.encodeToString(bytes);
    }
}
