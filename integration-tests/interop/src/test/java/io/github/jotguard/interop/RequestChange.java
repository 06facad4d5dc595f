package io.github.jotguard.interop;

import io.github.jotguard.interop.ProvenRequest.Good;
import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.TestDpopProof;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A change of a good request.
 *
 * @param name its part of the request, a colon, and the change; two changes of one request have different parts
 * @param broken the rule that it breaks, or empty if the request is still good
 * @param isAlone whether it goes with no other change
 */
record RequestChange(String name, String broken, boolean isAlone, Consumer<ProvenRequest> change) {

    /** A rule about nonces, which a verifier that gives none does not have. */
    static final String NONCE = "RFC 9449 §9";

    private static final String NONE = "";
    private static final String SCHEME = "RFC 9449 §7.1";
    private static final String ONE_HEADER = "RFC 9449 §4.3 (1)";
    private static final String JWS = "RFC 9449 §4.3 (2)";
    private static final String CLAIMS = "RFC 9449 §4.3 (3)";
    private static final String TYPE = "RFC 9449 §4.3 (4)";
    private static final String ALGORITHM = "RFC 9449 §4.3 (5)";
    private static final String SIGNATURE = "RFC 9449 §4.3 (6)";
    private static final String PUBLIC_KEY = "RFC 9449 §4.3 (7)";
    private static final String METHOD = "RFC 9449 §4.3 (8)";
    private static final String URI = "RFC 9449 §4.3 (9)";
    private static final String TIME = "RFC 9449 §4.3 (11)";
    private static final String TOKEN = "RFC 9449 §4.3 (12)";
    private static final String REPLAY = "RFC 9449 §11.1";
    private static final String JWT = "RFC 7519 §4.1";
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    String part() {
        return name.substring(0, name.indexOf(':'));
    }

    /** Returns whether a request may have both changes. An unbound token under {@code Bearer} is good again. */
    boolean goesWith(RequestChange other) {
        boolean isBearer = List.of(name, other.name).containsAll(List.of("scheme: Bearer", "token: unbound"));
        return !isAlone && !other.isAlone && !part().equals(other.part()) && !isBearer;
    }

    void applyTo(ProvenRequest request) {
        change.accept(request);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Returns all changes. */
    static List<RequestChange> all() {
        List<RequestChange> all = new ArrayList<>();
        addScheme(all);
        addHeaders(all);
        addHeaderOfProof(all);
        addKeys(all);
        addMethodAndUri(all);
        addTimes(all);
        addIdentifiers(all);
        addTokens(all);
        return all;
    }

    private static void add(List<RequestChange> all, String name, String broken, Consumer<ProvenRequest> change) {
        all.add(new RequestChange(name, broken, false, change));
    }

    private static void proof(List<RequestChange> all, String name, String broken, Consumer<TestDpopProof> change) {
        add(all, name, broken, request -> request.proof((proof, good) -> change.accept(proof)));
    }

    private static void proof(
            List<RequestChange> all, String name, String broken, BiConsumer<TestDpopProof, Good> change) {
        add(all, name, broken, request -> request.proof(change));
    }

    private static void addScheme(List<RequestChange> all) {
        add(all, "scheme: Bearer", SCHEME, request -> request.scheme = "Bearer");
        add(all, "scheme: dpop in lower case", NONE, request -> request.scheme = "dpop");
        add(all, "scheme: another", SCHEME, request -> request.scheme = "Token");
        all.add(new RequestChange("scheme: Bearer, unbound token, with a proof", NONE, true, request -> {
            request.scheme = "Bearer";
            request.token = ProvenRequest.Token.UNBOUND;
        }));
        all.add(new RequestChange("scheme: Bearer, unbound token, without a proof", NONE, true, request -> {
            request.scheme = "Bearer";
            request.token = ProvenRequest.Token.UNBOUND;
            request.headers = proof -> List.of();
        }));
    }

    private static void addHeaders(List<RequestChange> all) {
        add(all, "headers: none", ONE_HEADER, request -> request.headers = proof -> List.of());
        add(all, "headers: an empty one", ONE_HEADER, request -> request.headers = proof -> List.of(""));
        add(all, "headers: two", ONE_HEADER, request -> request.headers = proof -> List.of(proof, proof));
        add(
                all,
                "headers: two in one, by a comma",
                ONE_HEADER,
                request -> request.headers = proof -> List.of(proof + ", " + proof));
        add(all, "text: two parts", JWS, request -> request.text(proof -> proof.substring(0, proof.lastIndexOf('.'))));
        add(all, "text: four parts", JWS, request -> request.text(proof -> proof + "."));
        add(
                all,
                "text: padding",
                JWS,
                request -> request.text(proof -> proof + "=".repeat(-signatureLength(proof) & 3)));
        add(all, "text: bits of the last character that are not used", NONE, request -> request.text(unusedBits()));
        add(all, "text: no JWS", JWS, request -> request.text(proof -> "proof"));
    }

    /** Sets a bit that no byte has; a length that four divides has none. */
    private static UnaryOperator<String> unusedBits() {
        return proof -> {
            int last = proof.length() - 1;
            return signatureLength(proof) % 4 == 0
                    ? proof
                    : proof.substring(0, last) + BASE64URL.charAt(BASE64URL.indexOf(proof.charAt(last)) ^ 1);
        };
    }

    private static int signatureLength(String proof) {
        return proof.length() - 1 - proof.lastIndexOf('.');
    }

    /** Returns white space that is another one for each text. */
    private static String blank(String text) {
        return text.chars()
                .mapToObj(c -> Integer.toBinaryString(c).replace('0', ' ').replace('1', '\t'))
                .collect(Collectors.joining());
    }

    private static void addHeaderOfProof(List<RequestChange> all) {
        proof(all, "typ: none", TYPE, DpopFault.NO_TYPE);
        proof(all, "typ: JWT", TYPE, DpopFault.WRONG_TYPE);
        proof(all, "typ: in upper case", NONE, proof -> proof.header("typ", "DPOP+JWT"));
        proof(all, "typ: with application/", NONE, proof -> proof.header("typ", "application/dpop+jwt"));
        proof(all, "crit: an extension that nobody knows", JWS, DpopFault.CRITICAL_HEADER);
        proof(all, "header: an unknown member", NONE, proof -> proof.header("x-extra", "1"));
        proof(all, "header: a kid", NONE, proof -> proof.header("kid", "1"));
    }

    private static void addKeys(List<RequestChange> all) {
        for (String algorithm : List.of("EdDSA", "ES384", "ES512", "PS256", "RS256")) {
            add(all, "key: " + algorithm, NONE, request -> request.key = algorithm);
        }
        all.add(new RequestChange("key: EdDSA as Ed25519", NONE, true, request -> {
            request.key = "EdDSA";
            request.proof((proof, good) -> proof.header("alg", "Ed25519"));
        }));
        add(all, "key: RSA of 1,024 bits", "RFC 7518 §3.3", request -> request.key = SHORT_RSA);
        all.add(new RequestChange(
                "alg: none",
                ALGORITHM,
                true,
                request -> request.proof((proof, good) -> DpopFault.UNSIGNED.accept(proof))));
        all.add(new RequestChange(
                "alg: HS256",
                ALGORITHM,
                true,
                request -> request.proof((proof, good) -> DpopFault.SYMMETRIC.accept(proof))));
        all.add(new RequestChange(
                "alg: RS256 with another key",
                ALGORITHM,
                true,
                request -> request.proof((proof, good) -> proof.header("alg", "RS256"))));
        proof(all, "jwk: none", CLAIMS, DpopFault.KEY_ID_ONLY);
        proof(all, "jwk: with its private member", PUBLIC_KEY, DpopFault.PRIVATE_KEY);
        proof(all, "jwk: a member of another format", NONE, proof -> proof.jwk(jwk -> jwk.put("x-extra", "1")));
        proof(all, "jwk: for encryption", NONE, proof -> proof.jwk(jwk -> jwk.put("use", "enc")));
        proof(all, "jwk: of another alg", NONE, proof -> proof.jwk(jwk -> jwk.put("alg", "ES512")));
        proof(all, "signature: of another key", SIGNATURE, DpopFault.FORGED);
        proof(all, "signature: one bit", SIGNATURE, DpopFault.CHANGED_SIGNATURE);
        proof(all, "signature: empty", SIGNATURE, proof -> proof.signature(bytes -> new byte[0]));
    }

    /** The name of a key that is too short. */
    static final String SHORT_RSA = "RS256 of 1024 bits";

    private static void addMethodAndUri(List<RequestChange> all) {
        add(all, "method: POST", NONE, request -> request.method = "POST");
        proof(all, "htm: none", CLAIMS, DpopFault.NO_METHOD);
        proof(all, "htm: empty", METHOD, proof -> proof.claim("htm", ""));
        proof(all, "htm: a number", METHOD, proof -> proof.claim("htm", 1));
        proof(all, "htm: another", METHOD, DpopFault.OTHER_METHOD);
        proof(
                all,
                "htm: in lower case",
                METHOD,
                (proof, good) -> proof.claim("htm", good.method().toLowerCase(Locale.ROOT)));
        proof(all, "htu: none", CLAIMS, DpopFault.NO_URI);
        proof(all, "htu: empty", URI, proof -> proof.claim("htu", ""));
        proof(all, "htu: a number", URI, proof -> proof.claim("htu", 1));
        proof(all, "htu: another host", URI, DpopFault.OTHER_ORIGIN);
        proof(all, "htu: a path alone", URI, DpopFault.RELATIVE_URI);
        proof(all, "htu: another path", URI, DpopFault.OTHER_PATH);
        proof(all, "htu: a slash at the end", URI, DpopFault.TRAILING_SLASH);
        uri(all, "https in place of http", URI, uri -> uri.replace("http://", "https://"));
        uri(all, "another port", URI, uri -> uri.replaceFirst(":\\d+/", ":1/"));
        uri(all, "no port", URI, uri -> uri.replaceFirst(":\\d+/", "/"));
        uri(all, "a user", URI, uri -> uri.replace("//", "//user@"));
        uri(all, "two slashes", URI, uri -> uri.replaceFirst("(:\\d+)/", "$1//"));
        uri(all, "a path in upper case", URI, uri -> uri.replaceFirst("(:\\d+)/.*", "$1/" + upperPath(uri)));
        uri(all, "white space before it", URI, uri -> " " + uri);
        uri(all, "a query", NONE, uri -> uri + "?a=b");
        uri(all, "a fragment", NONE, uri -> uri + "#a");
        uri(all, "scheme in upper case", NONE, uri -> uri.replace("http:", "HTTP:"));
        uri(all, "host in upper case", NONE, uri -> uri.replace("localhost", "LOCALHOST"));
        uri(all, "a dot segment", NONE, uri -> uri.replaceFirst("(:\\d+)/", "$1/./"));
        uri(all, "two dot segments", NONE, uri -> uri.replaceFirst("(:\\d+)/", "$1/a/../"));
        uri(
                all,
                "a letter percent-encoded",
                NONE,
                uri -> uri.substring(0, uri.length() - 1)
                        + String.format("%%%02X", (int) uri.charAt(uri.length() - 1)));
    }

    private static void uri(List<RequestChange> all, String name, String broken, UnaryOperator<String> change) {
        proof(all, "htu: " + name, broken, (proof, good) -> proof.claim("htu", change.apply(good.uri())));
    }

    private static String upperPath(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    private static void addTimes(List<RequestChange> all) {
        proof(all, "iat: none", CLAIMS, DpopFault.NO_TIME);
        proof(all, "iat: a string", TIME, DpopFault.TEXTUAL_TIME);
        proof(all, "iat: negative", TIME, DpopFault.NEGATIVE_TIME);
        proof(all, "iat: beyond every calendar", TIME, DpopFault.HUGE_TIME);
        time(all, "an hour ago", TIME, -3600);
        time(all, "two minutes ago", TIME, -120);
        time(all, "45 seconds ago", NONE, -45);
        time(all, "20 seconds ago", NONE, -20);
        time(all, "in 25 seconds", TIME, 25);
        time(all, "in an hour", TIME, 3600);
        proof(
                all,
                "iat: with a fraction",
                NONE,
                (proof, good) -> proof.claim("iat", new BigDecimal(good.second() - 2).add(new BigDecimal("0.25"))));
        proof(all, "exp: past", JWT, (proof, good) -> proof.claim("exp", good.second() - 1800));
        proof(all, "nbf: in an hour", JWT, (proof, good) -> proof.claim("nbf", good.second() + 3600));
    }

    private static void time(List<RequestChange> all, String name, String broken, int shift) {
        proof(all, "iat: " + name, broken, (proof, good) -> proof.claim("iat", good.second() + shift));
    }

    private static void addIdentifiers(List<RequestChange> all) {
        proof(all, "jti: none", CLAIMS, DpopFault.NO_ID);
        proof(all, "jti: empty", CLAIMS, DpopFault.EMPTY_ID);
        proof(all, "jti: a number", CLAIMS, DpopFault.NUMERIC_ID);
        proof(all, "jti: blank", NONE, (proof, good) -> proof.claim("jti", blank(good.id())));
        proof(all, "jti: of 300 characters", NONE, (proof, good) -> proof.claim("jti", good.id() + "x".repeat(264)));
        add(all, "replay: the same proof again", REPLAY, request -> request.isReplayed = true);
        proof(all, "nonce: none", NONCE, proof -> proof.withoutClaim("nonce"));
        proof(all, "nonce: that nobody gave", NONCE, proof -> proof.nonce("nonce"));
        proof(all, "nonce: a number", NONCE, proof -> proof.claim("nonce", 1));
        proof(all, "claims: an unknown one", NONE, proof -> proof.claim("x-extra", List.of(1)));
    }

    private static void addTokens(List<RequestChange> all) {
        proof(all, "ath: none", TOKEN, DpopFault.NO_TOKEN_HASH);
        proof(all, "ath: of another token", TOKEN, DpopFault.REPLACED_TOKEN);
        proof(all, "ath: empty", TOKEN, proof -> proof.claim("ath", ""));
        proof(all, "ath: a number", TOKEN, proof -> proof.claim("ath", 1));
        proof(all, "ath: with padding", TOKEN, (proof, good) -> proof.claim("ath", good.tokenHash() + "="));
        add(all, "token: unbound", SCHEME, request -> request.token = ProvenRequest.Token.UNBOUND);
        add(all, "token: bound to another key", TOKEN, request -> request.token = ProvenRequest.Token.OF_ANOTHER_KEY);
        add(all, "token: one character", TOKEN, request -> request.token = ProvenRequest.Token.TAMPERED);
    }
}
