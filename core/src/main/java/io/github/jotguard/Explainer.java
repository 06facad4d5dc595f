package io.github.jotguard;

import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.logging.Interrupts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same checks as {@link JwtVerifier#verify}, in the same order, and records each. It stops at the first check
 * that fails.
 */
final class Explainer {

    /** Maximum length of the cause of missing keys, in characters. It fits every cause of a failed fetch. */
    static final int MAX_CAUSE = 300;

    private static final String NO_CRIT = "no crit";

    private final JwtVerifier verifier;
    private final Instant now;
    private final ExplainedChecks checks;

    Explainer(JwtVerifier verifier) {
        this.verifier = verifier;
        this.now = verifier.clock().instant();
        this.checks = new ExplainedChecks(verifier.issuers().entries().size() > 1);
    }

    Explanation explain(@Nullable String token) {
        RejectionReason reason = null;
        try {
            walk(token);
        } catch (Rejection rejected) {
            reason = rejected.reason();
        } catch (KeysUnavailableException unavailable) {
            String why = LogText.of(unavailable.getMessage(), MAX_CAUSE);
            checks.putText("key", Outcome.FAIL, "keys that are available", why);
        }
        return new Explanation(checks.list(), Optional.ofNullable(reason));
    }

    private void walk(@Nullable String token) throws Rejection {
        UnverifiedJwt jwt = parse(token);
        TrustedIssuer issuer = issuerOf(jwt);
        HeaderRules headerRules = issuer.headerRules();
        JoseHeader header = jwt.header();
        checks.check("alg", headerRules.algorithms(), header.alg(), () -> headerRules.checkAlgorithm(header));
        String types = LogText.inOrder(headerRules.types()) + (headerRules.typeRequired() ? "" : " or absent");
        checks.check("typ", types, header.typ().orElse(null), () -> headerRules.checkType(header));
        JwsHeader unverified = headerRules.checkAlgorithm(header);
        checkSignature(jwt, unverified, issuer);
        VerifiedJwt verified = VerifiedJwt.sealed(Seal.GENUINE, unverified, jwt.claims());
        checkClaims(jwt.claims(), issuer.registeredClaimRules());
        CustomRules application = issuer.customRules();
        checks.check("rules", "accepted", "accepted", () -> application.checkRules(verified, now));
        checks.check("revoked", "not revoked", "not revoked", () -> application.checkRevocation(verified));
    }

    private UnverifiedJwt parse(@Nullable String token) throws Rejection {
        String bound = "at most " + verifier.parser().maxLength() + " characters";
        Integer length = token == null ? null : token.length();
        try {
            UnverifiedJwt jwt = verifier.parser().parse(token);
            checks.put("length", Outcome.PASS, bound, length);
            checks.put("crit", Outcome.PASS, NO_CRIT, null);
            checks.put(
                    "alg",
                    Outcome.PASS,
                    verifier.issuers().algorithms(),
                    jwt.header().alg());
            checks.put(
                    "structure",
                    Outcome.PASS,
                    "three segments of strict base64url, UTF-8 and " + "JSON",
                    "as expected");
            return jwt;
        } catch (Rejection rejected) {
            boolean isTooLarge = rejected.reason() == RejectionReason.TOO_LARGE;
            if (token != null) {
                checks.put("length", isTooLarge ? Outcome.FAIL : Outcome.PASS, bound, length);
            }
            if (!isTooLarge) {
                putMalformed(rejected);
            }
            throw rejected;
        }
    }

    private void putMalformed(Rejection rejected) {
        String failed = "structure";
        if (rejected.reason() == RejectionReason.UNSUPPORTED_CRITICAL_HEADER) {
            failed = "crit";
        } else if (rejected.reason()
                == RejectionReason.ALGORITHM_NOT_ALLOWED) { // of no issuer, so what follows is not read
            checks.put("crit", Outcome.PASS, NO_CRIT, null);
            failed = "alg";
        }
        checks.put(failed, Outcome.FAIL, rejected.expected(), rejected.actual());
    }

    private TrustedIssuer issuerOf(UnverifiedJwt jwt) throws Rejection {
        TrustedIssuers issuers = verifier.issuers();
        checks.check("iss", issuers.issuers(), jwt.claims().issuer(), () -> issuers.entriesOf(jwt.claims()));
        IssuerEntries entries = issuers.entriesOf(jwt.claims());
        TrustedIssuer entry = findEntry(entries, jwt);
        if (checks.hasEntry()) {
            List<String> names = entries.entries().stream().map(issuers::nameOf).toList();
            checks.put(
                    ExplainedChecks.ENTRY,
                    Outcome.PASS,
                    "by " + entries.basisOf(entry) + ": one of " + names,
                    issuers.nameOf(entry));
        }
        return entry;
    }

    private TrustedIssuer findEntry(IssuerEntries entries, UnverifiedJwt jwt) throws Rejection {
        try {
            return entries.find(jwt.header(), jwt.claims());
        } catch (Rejection rejected) {
            String check = rejected.reason() == RejectionReason.ALGORITHM_NOT_ALLOWED ? "alg" : "aud";
            checks.put(check, Outcome.FAIL, rejected.expected(), rejected.actual());
            throw rejected;
        }
    }

    private void checkSignature(UnverifiedJwt jwt, JwsHeader header, TrustedIssuer issuer) throws Rejection {
        String bySomeKey = "a signature by the key";
        checks.check("signature", bySomeKey, null, () -> SignatureVerifier.checkLength(jwt, header));
        checks.reset("signature");
        List<VerificationKey> candidates = candidates(jwt, header, issuer);
        checks.put(
                "key",
                Outcome.PASS,
                new KeyIdText(issuer.keys()),
                header.keyId().orElse(null));
        try {
            verifier.signatures().verify(jwt, header, candidates, issuer, now, ProofOfPossession.NONE);
            checks.put("signature", Outcome.PASS, bySomeKey, "as expected");
        } catch (Rejection rejected) {
            String failed = rejected.reason() == RejectionReason.UNKNOWN_KEY ? "key" : "signature";
            checks.put(failed, Outcome.FAIL, rejected.expected(), rejected.actual());
            throw rejected;
        }
    }

    private List<VerificationKey> candidates(UnverifiedJwt jwt, JwsHeader header, TrustedIssuer issuer)
            throws Rejection {
        try {
            return verifier.findKeys(jwt, header, issuer, now, ProofOfPossession.NONE);
        } catch (Rejection rejected) {
            if (rejected.reason() == RejectionReason.UNKNOWN_KEY) {
                String why = describeMissing(issuer.keys(), header)
                        .map(words -> "; " + words)
                        .orElse("");
                String actual = LogText.of(rejected.actual() + why, MAX_CAUSE);
                checks.putText("key", Outcome.FAIL, rejected.expected(), actual);
            } else { // without a key at hand the claims come first, to spare a hopeless token the network
                checkClaims(jwt.claims(), issuer.registeredClaimRules());
            }
            throw rejected;
        }
    }

    private static Optional<String> describeMissing(VerificationKeys keys, JwsHeader header) {
        try {
            return keys.describeMissing(header);
        } catch (Throwable failure) { // somebody else's key source must not decide about an explanation by failing here
            Interrupts.keep(failure);
            return Optional.empty();
        }
    }

    private void checkClaims(JwtClaims claims, RegisteredClaimRules rules) throws Rejection {
        Instant exp = claims.expiresAt();
        Instant nbf = claims.notBefore();
        Instant iat = claims.issuedAt();
        checks.check("exp", rules.expirationBound(now, exp), exp, () -> rules.checkExpiration(claims, now));
        checks.check("nbf", rules.startBound(now, nbf), nbf, () -> rules.checkNotBefore(claims, now));
        checks.check("iat", rules.startBound(now, iat), iat, () -> rules.checkIssuedAt(claims, now));
        String audiences = rules.audiences()
                .map(anyOf -> rules.audienceClaim() + (rules.audienceOptional() ? " absent or" : "") + " with one of "
                        + LogText.inOrder(anyOf))
                .orElse("any");
        checks.check("aud", audiences, rules.actualAudience(claims), () -> nameKind(claims, rules::checkAudience));
        Set<String> required = rules.requiredClaims();
        checks.check("required", required, "all of them", () -> nameKind(claims, rules::checkRequired));
        String unbound = rules.proofRequired() ? "a token that is not bound to a key" : "any, without proof";
        String bound = Confirmation.describe(claims);
        checks.check("cnf", unbound, bound, () -> rules.checkConfirmation(claims, ProofOfPossession.NONE));
    }

    /** Explains a missing claim by the kind of token that never has it. */
    private static void nameKind(JwtClaims claims, ClaimCheck check) throws Rejection {
        try {
            check.run(claims);
        } catch (Rejection rejected) {
            boolean isKnown = rejected.reason() == RejectionReason.MISSING_CLAIM && LightweightToken.is(claims);
            throw isKnown ? new Rejection(rejected.reason(), rejected.expected(), LightweightToken.WORDS) : rejected;
        }
    }

    /** A check of claims that can reject. */
    private interface ClaimCheck {
        void run(JwtClaims claims) throws Rejection;
    }
}
