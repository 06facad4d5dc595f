package io.github.jotguard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.jotguard.testing.CompactJws;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Kinds of tokens that Nimbus and we judge differently, and who is right. */
enum Disagreement {
    NIMBUS_TAKES_ANOTHER_SPELLING_OF_BASE64URL("we: RFC 7515 §2 and RFC 4648 §3.5 know one spelling", "malformed") {
        @Override
        boolean explains(Token token) {
            return !token.isCanonical();
        }
    },
    NIMBUS_REPAIRS_BROKEN_UTF_8("we: RFC 8725 §3.7", "malformed") {
        @Override
        boolean explains(Token token) {
            return token.isCanonical() && token.hasBrokenText();
        }
    },
    NIMBUS_TAKES_A_CLAIM_OR_HEADER_OF_ANOTHER_TYPE(
            "we: RFC 7519 §4.1 and RFC 7515 §4.1 type them", "malformed", "missing_claim") {
        @Override
        boolean explains(Token token) {
            return anyOther(token.claims, JsonNode::isTextual, "iss", "sub", "jti")
                    || anyOther(token.claims, JsonNode::isNumber, "exp", "nbf", "iat")
                    || anyOther(token.claims, Disagreement::isAudience, "aud")
                    || anyOther(token.header, JsonNode::isTextual, "alg", "kid", "typ");
        }
    },
    NIMBUS_LOSES_THE_RANGE_OF_A_DATE(
            "we: RFC 7519 §2 lets NumericDate be any number, and it must not overflow",
            Trust.ACCEPTED,
            "expired",
            "not_yet_valid") {
        @Override
        boolean explains(Token token) {
            return Stream.of("exp", "nbf", "iat").map(token.claims::path).anyMatch(Disagreement::isNoPlainDate);
        }
    },
    NIMBUS_DOES_NOT_LOOK_AT_IAT(
            "both: RFC 7519 has no such rule; ours, on purpose, as a token from the future is a fault of somebody",
            "issued_in_future") {
        @Override
        boolean explains(Token token) {
            return token.claims.path("iat").decimalValue().compareTo(LATEST) > 0;
        }
    },
    NIMBUS_TAKES_CRIT_B64_OR_ZIP("we: RFC 7515 §4.1.11 and RFC 7797 §7", "malformed", "unsupported_critical_header") {
        @Override
        boolean explains(Token token) {
            return Stream.of("crit", "b64", "zip", "enc").anyMatch(token.header::has);
        }
    },
    NIMBUS_TAKES_THE_LAST_OF_TWO_MEMBERS(
            "both: RFC 8259 §4 only advises against them in a nested object; ours, as two readers may differ",
            "malformed") {
        @Override
        boolean explains(Token token) {
            return token.hasDuplicates();
        }
    },
    WE_BOUND_THE_DEPTH("both: RFC 8259 §9 lets a reader bound it; ours is 16", "malformed") {
        @Override
        boolean explains(Token token) {
            return Math.max(depth(token.header), depth(token.claims)) > UnverifiedJws.MAX_DEPTH;
        }
    },
    NIMBUS_REJECTS_THE_EDGE_OF_NBF("we: RFC 7519 §4.1.5 says \"on or after\", and Nimbus wants later", Trust.ACCEPTED) {
        @Override
        boolean explains(Token token) {
            return token.claims.path("nbf").isNumber()
                    && token.claims.path("nbf").decimalValue().compareTo(LATEST) == 0;
        }
    },
    WE_DO_NOT_LOOK_AT_HEADERS_WE_DO_NOT_USE(
            "both: RFC 7515 §4.1 types them, and §4 lets us ignore what we do not use", Trust.ACCEPTED) {
        @Override
        boolean explains(Token token) {
            return anyOther(token.header, JsonNode::isTextual, "cty")
                    || anyOther(token.header, Disagreement::isAddress, "jku", "x5u");
        }
    },
    WE_KNOW_NO_KID_OF_A_SHARED_SECRET(
            "both: a shared secret has no name here, and kid is a hint (RFC 7515 §4.1.4)", Trust.ACCEPTED) {
        @Override
        boolean explains(Token token) {
            return token.header.path("alg").asText().startsWith("HS")
                    && token.header.has("kid")
                    && !token.header.path("kid").asText().equals(token.keyId);
        }
    };

    private static final BigDecimal LATEST = BigDecimal.valueOf(Forge.NOW.getEpochSecond() + 60);
    private static final BigDecimal LARGEST_DATE = BigDecimal.valueOf(Long.MAX_VALUE / 1000);
    private static final Pattern LONE_SURROGATE =
            Pattern.compile("(?i)\\\\ud[89ab][0-9a-f]{2}(?!\\\\ud[c-f])|(?<!\\\\ud[89ab][0-9a-f]{2})\\\\ud[c-f]");

    private final String right;
    private final String[] verdicts;

    Disagreement(String right, String... verdicts) {
        this.right = right;
        this.verdicts = verdicts;
    }

    /** Returns whether the special property of the token is of this kind. */
    abstract boolean explains(Token token);

    /** The first kind that fits our verdict, which is not Nimbus', and the token. */
    static Optional<Disagreement> on(String verdict, String token, String keyId) {
        Token parsed = Token.of(token, keyId);
        return Arrays.stream(values())
                .filter(kind -> Arrays.asList(kind.verdicts).contains(verdict))
                .filter(kind -> kind.explains(parsed))
                .findFirst();
    }

    /** Returns which side is right, and the reason. */
    String right() {
        return right;
    }

    private static boolean anyOther(JsonNode object, Predicate<JsonNode> type, String... names) {
        return Arrays.stream(names).anyMatch(name -> object.has(name) && !type.test(object.get(name)));
    }

    private static int depth(JsonNode value) {
        return value.isContainerNode()
                ? 1
                        + StreamSupport.stream(value.spliterator(), false)
                                .mapToInt(Disagreement::depth)
                                .max()
                                .orElse(0)
                : 0;
    }

    private static boolean isAudience(JsonNode aud) {
        return aud.isTextual()
                || aud.isArray()
                        && StreamSupport.stream(aud.spliterator(), false).allMatch(JsonNode::isTextual);
    }

    private static boolean isAddress(JsonNode value) {
        try {
            return value.isTextual() && URI.create(value.asText()).isAbsolute();
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static boolean isNoPlainDate(JsonNode value) {
        return value.isNumber()
                && (!value.isIntegralNumber() || value.decimalValue().abs().compareTo(LARGEST_DATE) > 0);
    }

    /** A token as a lenient reader parses it. */
    record Token(String text, JsonNode header, JsonNode claims, String keyId) {

        private static final ObjectMapper JACKSON =
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

        static Token of(String text, String keyId) {
            return new Token(text, parsed(bytes(text, 0)), parsed(bytes(text, 1)), keyId);
        }

        private static byte[] bytes(String token, int segment) {
            return Base64.getMimeDecoder()
                    .decode(token.split("\\.")[segment].replace('-', '+').replace('_', '/'));
        }

        private static JsonNode parsed(byte[] bytes) {
            try {
                return JACKSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            } catch (JsonProcessingException noJson) {
                return MissingNode.getInstance();
            }
        }

        boolean isCanonical() {
            for (String part : text.split("\\.", -1)) {
                try {
                    if (!CompactJws.base64Url(Base64.getUrlDecoder().decode(part))
                            .equals(part)) {
                        return false;
                    }
                } catch (IllegalArgumentException notBase64Url) {
                    return false;
                }
            }
            return true;
        }

        boolean hasDuplicates() {
            ObjectReader strict = JACKSON.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
            try {
                strict.readTree(bytes(text, 0));
                strict.readTree(bytes(text, 1));
                return false;
            } catch (IOException rejected) {
                return !header.isMissingNode() && !claims.isMissingNode();
            }
        }

        boolean hasBrokenText() {
            return Stream.of(bytes(text, 0), bytes(text, 1)).anyMatch(Token::isBroken);
        }

        private static boolean isBroken(byte[] bytes) {
            try {
                String json = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return LONE_SURROGATE.matcher(json).find();
            } catch (CharacterCodingException notUtf8) {
                return true;
            }
        }
    }
}
