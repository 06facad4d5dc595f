package io.github.jotguard;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRejectedException;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestDpopKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/**
 * Rules that hold for any bytes as a DPoP proof. Every exception except a rejection is a finding, and so is an
 * acceptance that Jackson's reading of the claims and Java's reading of the URI do not justify.
 */
final class ProofFuzzTarget {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TestDpopKey KEY = TestDpopKey.generate("EdDSA").withClock(Forge.CLOCK);
    private static final Forge FORGE = Forge.withSecret("HS256", Forge.utf8("0123456789abcdef0123456789abcdef"));
    private static final JwtVerifier TOKENS = Trust.in(FORGE).verifier();
    private static final String TOKEN = FORGE.withClaims("cnf", "{\"jkt\":\"" + KEY.thumbprint() + "\"}");
    private static final String ATH = hash(TOKEN);
    private static final String HEADER = header();
    private static final DpopVerifier VERIFIER = new DpopVerifier(DpopSettings.builder(DpopMode.ACCEPT)
            .clock(Forge.CLOCK)
            .replayStore((id, until) -> true)
            .build());

    private ProofFuzzTarget() {}

    /** The bytes are a whole proof, which nobody signed, and the claims of an authentic one; {@code @ath} in them is the right hash. */
    static void proof(byte[] bytes) {
        if (isAccepted(new String(bytes, StandardCharsets.UTF_8))) {
            throw new AssertionError("a forgery is accepted");
        }
        byte[] claims = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("@ath", ATH)
                .getBytes(StandardCharsets.ISO_8859_1);
        String signed =
                CompactJws.of(HEADER, "").payload(claims).signedWith(KEY.key()).toString();
        if (isAccepted(signed) && !isJustified(claims)) {
            throw new AssertionError("claims are accepted that must not be");
        }
    }

    private static boolean isAccepted(String proof) {
        try {
            VERIFIER.verify(TOKENS, new DpopRequest(TOKEN, List.of(proof), "GET", "https://api.example.com/me"));
            return true;
        } catch (DpopRejectedException rejected) {
            return false;
        }
    }

    private static boolean isJustified(byte[] claims) {
        JsonNode read = byJackson(claims);
        BigDecimal age = BigDecimal.valueOf(Forge.NOW.getEpochSecond())
                .subtract(read.path("iat").decimalValue());
        String id = read.path("jti").asText();
        return read.path("iat").isNumber()
                && age.compareTo(BigDecimal.valueOf(60)) <= 0
                && age.compareTo(BigDecimal.valueOf(-5)) >= 0
                && read.path("jti").isTextual()
                && !id.isBlank()
                && id.length() <= 256
                && read.path("htm").asText().equals("GET")
                && read.path("ath").asText().equals(ATH)
                && namesTheRequest(read.path("htu").asText());
    }

    /** Said in another way than where URIs are normalized. */
    private static boolean namesTheRequest(String htu) {
        try {
            URI uri = new URI(htu);
            String path = uri.getPath().isEmpty() ? "/" : uri.getPath();
            String normal =
                    new URI(null, null, path, null).normalize().getPath().replaceFirst("^(/\\.\\.)+(?=/)", "");
            return "https".equalsIgnoreCase(uri.getScheme())
                    && "api.example.com".equals(uri.getHost().toLowerCase(Locale.ROOT))
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && normal.equals("/me");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static JsonNode byJackson(byte[] bytes) {
        try {
            return JACKSON.readTree(bytes);
        } catch (IOException malformed) {
            throw new AssertionError("accepted, and no JSON", malformed);
        }
    }

    private static String header() {
        String proof = KEY.proof("GET", "https://api.example.com/me", TOKEN);
        byte[] header = java.util.Base64.getUrlDecoder().decode(proof.substring(0, proof.indexOf('.')));
        return new String(header, StandardCharsets.UTF_8);
    }

    private static String hash(String token) {
        try {
            return CompactJws.base64Url(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns whether the good claims are accepted, without which the target would find nothing. */
    static boolean acceptsItsSeed(byte[] claims) {
        String text = new String(claims, StandardCharsets.ISO_8859_1).replace("@ath", ATH);
        return isAccepted(CompactJws.of(HEADER, text).signedWith(KEY.key()).toString());
    }
}
