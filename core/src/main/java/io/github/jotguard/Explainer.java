package io.github.jotguard;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the same checks as {@link JwtVerifier#verify}, in the same order, and writes down each; it stops at the first that fails. */
final class Explainer {

    private static final List<String> CHECKS = List.of(
            "length",
            "structure",
            "crit",
            "iss",
            "alg",
            "typ",
            "key",
            "signature",
            "exp",
            "nbf",
            "iat",
            "aud",
            "required",
            "rules",
            "revoked");
    private static final String NOT_LOOKED_AT = "-";

    private final JwtVerifier verifier;
    private final List<Check> checks = new ArrayList<>();

    Explainer(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    Explanation explain(@Nullable String token) {
        RejectionReason reason = null;
        try {
            walk(token);
        } catch (Refused refused) {
            reason = refused.reason();
            fail(refused);
        } catch (KeysUnavailableException unavailable) {
            add("key", Outcome.FAIL, "keys that can be had", unavailable.getMessage());
        }
        for (int i = checks.size(); i < CHECKS.size(); i++) {
            add(CHECKS.get(i), Outcome.NOT_REACHED, NOT_LOOKED_AT, NOT_LOOKED_AT);
        }
        return new Explanation(checks, Optional.ofNullable(reason));
    }

    private void walk(@Nullable String token) throws Refused {
        UnverifiedJwt jwt = verifier.parse(token);
        pass("length", "a bounded length", jwt.token().length);
        pass("structure", "three base64url segments", "three");
        pass("crit", "none", "none");
        TrustedIssuer issuer = verifier.issuers().of(jwt.claims());
        pass("iss", verifier.issuers().names(), jwt.claims().issuer());
        UnverifiedJwsHeader header = issuer.checkAlgorithm(jwt.header());
        pass("alg", issuer.algorithms(), jwt.header().alg());
        issuer.checkType(jwt.header());
        pass("typ", issuer.types(), jwt.header().typ());
        verifier.checkSignature(jwt, header, issuer);
        pass("key", issuer.keys().status().keyIds(), jwt.header().kid());
        pass("signature", "a signature of the key", "it is");
        walkClaims(new VerifiedJwt(header, jwt.claims()), issuer);
    }

    private void walkClaims(VerifiedJwt jwt, TrustedIssuer issuer) throws Refused {
        Instant now = verifier.clock().instant();
        JwtClaims claims = jwt.parsedClaims();
        StandardClaimRules rules = issuer.standardRules();
        rules.checkExpiration(claims, now);
        pass("exp", "after " + now.minus(rules.clockSkew()), claims.expiresAt());
        rules.checkNotBefore(claims, now);
        pass("nbf", "until " + now.plus(rules.clockSkew()), claims.notBefore());
        rules.checkIssuedAt(claims, now);
        pass("iat", "until " + now.plus(rules.clockSkew()), claims.issuedAt());
        rules.checkAudience(claims);
        pass("aud", rules.audiences() == null ? "any" : rules.audiences(), rules.actualAudience(claims));
        rules.checkRequired(claims);
        pass("required", rules.requiredClaims(), "all");
        issuer.checkRules(jwt, now);
        pass("rules", "accepted", "accepted");
        issuer.checkRevocation(jwt);
        pass("revoked", "no", "no");
    }

    /** A refusal belongs to the check that is next, but for those that are found out of turn: before the key is looked for. */
    private void fail(Refused refused) {
        String name = nameOf(refused);
        for (int i = checks.size(); i < CHECKS.indexOf(name); i++) {
            add(CHECKS.get(i), precedes(refused) ? Outcome.PASS : Outcome.NOT_REACHED, NOT_LOOKED_AT, NOT_LOOKED_AT);
        }
        add(name, Outcome.FAIL, refused.expected(), refused.actual());
    }

    /** A refusal that only a found key leads to. */
    private static boolean precedes(Refused refused) {
        return refused.reason() == RejectionReason.BAD_SIGNATURE;
    }

    private String nameOf(Refused refused) {
        return switch (refused.reason()) {
            case TOO_LARGE -> "length";
            case MALFORMED -> "structure";
            case UNSUPPORTED_CRITICAL_HEADER -> "crit";
            case WRONG_ISSUER -> "iss";
            case ALGORITHM_NOT_ALLOWED -> "alg";
            case WRONG_TYPE -> "typ";
            case UNKNOWN_KEY -> "key";
            case BAD_SIGNATURE -> "signature";
            case EXPIRED -> "exp";
            case NOT_YET_VALID -> "nbf";
            case ISSUED_IN_FUTURE -> "iat";
            case WRONG_AUDIENCE -> "aud";
            case MISSING_CLAIM -> missing(refused.expected());
            case CLAIM_REJECTED -> "rules";
            case REVOKED -> "revoked";
        };
    }

    private static String missing(String claim) {
        return claim.equals("exp") ? "exp" : "required";
    }

    private void pass(String name, @Nullable Object expected, @Nullable Object actual) {
        add(name, Outcome.PASS, LogText.of(expected), LogText.of(actual));
    }

    private void add(String name, Outcome outcome, String expected, @Nullable Object actual) {
        checks.add(new Check(name, outcome, expected, LogText.of(actual)));
    }
}
