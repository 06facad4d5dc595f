package io.github.jotguard.servlet;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.issuers.KnownIssuers;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates one trusted issuer from init-params, which have the names of the methods of the builders. */
final class InitParamIssuerFactory {

    private static final String BETTER_AUTH_ORIGIN = "betterAuthOrigin";
    private static final String BETTER_AUTH_OAUTH = "betterAuthOAuth";
    private static final String ISSUER = InitParamKeysFactory.ISSUER;
    private static final String ANY_ISSUER = "anyIssuer";
    private static final String AUDIENCE = "audience";
    private static final String AUDIENCE_CLAIM = "audienceClaim";
    private static final String ALLOW_MISSING_AUDIENCE = "allowMissingAudience";
    private static final String WITHOUT_AUDIENCE_CHECK = "withoutAudienceCheck";
    private static final String ALLOW_MISSING_EXPIRATION = "allowMissingExpiration";
    private static final String ACCEPT_BOUND_TOKENS_WITHOUT_PROOF = "acceptBoundTokensWithoutProof";
    private static final String ALGORITHMS = "algorithms";
    private static final String CLOCK_SKEW = "clockSkew";
    private static final String ACCEPT_TYPES = "acceptTypes";
    private static final String REQUIRE_TYPE = "requireType";
    private static final String REQUIRE_CLAIMS = "requireClaims";
    private static final String CLAIMS = "claims";

    static final List<String> NAMES = List.of(
            BETTER_AUTH_ORIGIN,
            BETTER_AUTH_OAUTH,
            ISSUER,
            ANY_ISSUER,
            InitParamKeysFactory.JWKS_URI,
            InitParamKeysFactory.DISCOVERY,
            InitParamKeysFactory.SECRET_ENV,
            InitParamKeysFactory.ALLOW_UNENCRYPTED_HTTP,
            InitParamKeysFactory.MAX_KEYS,
            InitParamKeysFactory.MAX_BYTES,
            AUDIENCE,
            AUDIENCE_CLAIM,
            ALLOW_MISSING_AUDIENCE,
            WITHOUT_AUDIENCE_CHECK,
            ALLOW_MISSING_EXPIRATION,
            ACCEPT_BOUND_TOKENS_WITHOUT_PROOF,
            ALGORITHMS,
            CLOCK_SKEW,
            ACCEPT_TYPES,
            REQUIRE_TYPE,
            REQUIRE_CLAIMS,
            CLAIMS);

    private final InitParameters parameters;
    private final InitParamKeysFactory keysFactory;
    private final List<String> audiencesOfResource;

    /**
     * Creates a factory.
     *
     * @param remoteKeys made for other issuers of the same verifier, by where they come from
     * @param audiencesOfResource the audiences if the parameters name none; may be empty
     */
    InitParamIssuerFactory(
            InitParameters parameters,
            Map<List<Object>, VerificationKeys> remoteKeys,
            List<String> audiencesOfResource) {
        this.parameters = parameters;
        this.audiencesOfResource = audiencesOfResource;
        this.keysFactory = new InitParamKeysFactory(parameters, remoteKeys);
    }

    TrustedIssuer.Builder issuerBuilder() throws ServletException {
        rejectContradictions();
        TrustedIssuer.Builder issuer = issuer();
        addAudience(issuer);
        addRules(issuer);
        addClaims(issuer);
        return issuer;
    }

    TrustedIssuer build(TrustedIssuer.Builder issuer) throws ServletException {
        return parameters.use(ALGORITHMS, issuer::build);
    }

    private void rejectContradictions() throws ServletException {
        if (parameters.flag(BETTER_AUTH_OAUTH) && !parameters.has(BETTER_AUTH_ORIGIN)) {
            throw parameters.wrong(
                    BETTER_AUTH_OAUTH,
                    "has no effect without " + parameters.nameOf(BETTER_AUTH_ORIGIN) + "; set that too or remove it");
        }
        parameters.rejectTogether(BETTER_AUTH_ORIGIN, ISSUER, ANY_ISSUER);
        parameters.rejectTogether(BETTER_AUTH_ORIGIN, InitParamKeysFactory.PLACES);
        parameters.rejectTogether(ANY_ISSUER, ISSUER, InitParamKeysFactory.DISCOVERY);
        parameters.rejectTogether(WITHOUT_AUDIENCE_CHECK, AUDIENCE, AUDIENCE_CLAIM, ALLOW_MISSING_AUDIENCE);
    }

    private TrustedIssuer.Builder issuer() throws ServletException {
        Optional<String> origin = parameters.text(BETTER_AUTH_ORIGIN);
        if (origin.isPresent()) {
            parameters.use(BETTER_AUTH_ORIGIN, () -> KnownIssuers.betterAuth(origin.get())); // is it an origin?
            VerificationKeys keys = keysFactory.ofBetterAuth(BETTER_AUTH_ORIGIN, origin.get());
            boolean isOAuth = parameters.flag(BETTER_AUTH_OAUTH);
            return parameters.use(
                    BETTER_AUTH_ORIGIN,
                    () -> isOAuth
                            ? KnownIssuers.betterAuthOAuth(origin.get(), keys)
                            : KnownIssuers.betterAuth(origin.get(), keys));
        }
        if (parameters.flag(ANY_ISSUER)) {
            return TrustedIssuer.anyIssuer(keysFactory.keys());
        }
        String issuer = parameters.required(
                ISSUER,
                "give the iss claim of your tokens, such as https://id.example.com, or for Better Auth its origin with "
                        + parameters.nameOf(BETTER_AUTH_ORIGIN) + ", or hand a verifier in with "
                        + InitParamFilterFactory.VERIFIER_ATTRIBUTE);
        VerificationKeys keys = keysFactory.keys();
        return parameters.use(ISSUER, () -> TrustedIssuer.builder(issuer, keys));
    }

    private void addAudience(TrustedIssuer.Builder issuer) throws ServletException {
        if (parameters.flag(WITHOUT_AUDIENCE_CHECK)) {
            issuer.withoutAudienceCheck();
            return;
        }
        boolean isPreset = parameters.has(BETTER_AUTH_ORIGIN) && !parameters.flag(BETTER_AUTH_OAUTH);
        if (parameters.has(AUDIENCE) || !isPreset) {
            String[] audiences = audiences();
            parameters.use(AUDIENCE, () -> issuer.audience(audiences));
        }
        Optional<String> claim = parameters.text(AUDIENCE_CLAIM);
        if (claim.isPresent()) {
            parameters.use(AUDIENCE_CLAIM, () -> issuer.audienceClaim(claim.get()));
        }
        if (parameters.flag(ALLOW_MISSING_AUDIENCE)) {
            issuer.allowMissingAudience();
        }
    }

    /** Returns the audiences, by default those of the resource. */
    private String[] audiences() throws ServletException {
        if (parameters.has(AUDIENCE) || audiencesOfResource.isEmpty() || parameters.has(AUDIENCE_CLAIM)) {
            String claim = parameters.text(AUDIENCE_CLAIM).orElse("aud");
            parameters.required(
                    AUDIENCE,
                    "give what your tokens say in " + claim + ", such as https://api.example.com, or "
                            + parameters.nameOf(WITHOUT_AUDIENCE_CHECK) + "=true");
            return parameters.list(AUDIENCE);
        }
        return audiencesOfResource.toArray(String[]::new);
    }

    private void addRules(TrustedIssuer.Builder issuer) throws ServletException {
        if (parameters.flag(ALLOW_MISSING_EXPIRATION)) {
            issuer.allowMissingExpiration();
        }
        if (parameters.flag(ACCEPT_BOUND_TOKENS_WITHOUT_PROOF)) {
            issuer.acceptBoundTokensWithoutProof();
        }
        if (parameters.has(ALGORITHMS)) {
            issuer.algorithms(InitParamDpopFactory.algorithms(ALGORITHMS, parameters));
        }
        Optional<Duration> clockSkew = parameters.duration(CLOCK_SKEW);
        if (clockSkew.isPresent()) {
            parameters.use(CLOCK_SKEW, () -> issuer.clockSkew(clockSkew.get()));
        }
        if (parameters.has(ACCEPT_TYPES)) {
            String[] types = parameters.list(ACCEPT_TYPES);
            parameters.use(ACCEPT_TYPES, () -> issuer.acceptTypes(types));
        }
        if (parameters.flag(REQUIRE_TYPE)) {
            issuer.requireType();
        }
        if (parameters.has(REQUIRE_CLAIMS)) {
            String[] claims = parameters.list(REQUIRE_CLAIMS);
            parameters.use(REQUIRE_CLAIMS, () -> issuer.requireClaims(claims));
        }
    }

    /** Rules such as {@code typ = Bearer DPoP}, separated by commas or line breaks. */
    private void addClaims(TrustedIssuer.Builder issuer) throws ServletException {
        Set<String> named = new HashSet<>();
        for (String rule : parameters.rules(CLAIMS)) {
            int equals = rule.indexOf('=');
            String claim = rule.substring(0, Math.max(equals, 0)).strip();
            String[] values = rule.substring(equals + 1).strip().split("\\s+");
            if (claim.isEmpty() || values[0].isEmpty()) {
                throw parameters.wrong(
                        CLAIMS, "must be of the form typ = Bearer DPoP, with several rules separated by commas");
            }
            if (!named.add(claim)) {
                throw parameters.wrong(CLAIMS, "names a claim twice; give all its values in one rule");
            }
            parameters.use(CLAIMS, () -> issuer.rule(ClaimRule.claimMatches(claim, values)));
        }
    }
}
