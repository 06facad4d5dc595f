package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom a verifier trusts and what it demands of their tokens: the issuer, where its keys are, which algorithms, types and audiences,
 * and which other rules. Immutable and thread-safe.
 */
public final class TrustedIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuer.class);

    private final Set<String> names;
    private final VerificationKeys keys;
    private final Set<JwsAlgorithm> algorithms;
    private final Set<String> types;
    private final boolean typeRequired;
    private final StandardClaimRules standardRules;
    private final List<ClaimRule> rules;
    private final @Nullable Predicate<VerifiedJwt> revoked;

    private TrustedIssuer(Builder settings) {
        this.names = Set.copyOf(settings.names);
        this.keys = settings.keys;
        this.algorithms = settings.effectiveAlgorithms();
        this.types = Set.copyOf(settings.types);
        this.typeRequired = settings.typeRequired;
        this.standardRules = settings.standardRules();
        this.rules = List.copyOf(settings.rules);
        this.revoked = settings.revoked;
    }

    /**
     * Begins the settings of one issuer.
     *
     * @param issuer compared with {@code iss} exactly, byte for byte (RFC 8725 §3.8)
     * @param keys of this issuer and of no other
     * @throws IllegalArgumentException if the issuer is blank or begins or ends with white space
     */
    public static Builder builder(String issuer, VerificationKeys keys) {
        return new Builder(Set.of(Builder.text("issuer", issuer)), requireNonNull(keys, "keys"));
    }

    /**
     * Begins the settings for tokens whose {@code iss} is not looked at. An opt-out, for issuers that send none: whoever holds one of
     * the keys can claim to be anybody.
     */
    public static Builder anyIssuer(VerificationKeys keys) {
        return new Builder(Set.of(), requireNonNull(keys, "keys"));
    }

    /** The values of {@code iss} that it goes by; empty if any will do. */
    public Set<String> names() {
        return names;
    }

    /** The algorithms that are allowed. */
    public Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    VerificationKeys keys() {
        return keys;
    }

    Set<String> types() {
        return types;
    }

    StandardClaimRules standardRules() {
        return standardRules;
    }

    /** The allow-lists of RFC 8725 §3.1 and §3.11; the algorithm of a token that passes is known. */
    UnverifiedJwsHeader checkHeader(JoseHeader header) throws Refused {
        UnverifiedJwsHeader unverified = checkAlgorithm(header);
        checkType(header);
        return unverified;
    }

    UnverifiedJwsHeader checkAlgorithm(JoseHeader header) throws Refused {
        UnverifiedJwsHeader unverified = header.unverified();
        if (unverified == null || !algorithms.contains(unverified.algorithm())) {
            throw new Refused(RejectionReason.ALGORITHM_NOT_ALLOWED, algorithms, header.alg());
        }
        return unverified;
    }

    void checkType(JoseHeader header) throws Refused {
        String type = header.mediaType();
        if (type == null ? typeRequired : !types.contains(type)) {
            throw new Refused(RejectionReason.WRONG_TYPE, types, header.typ());
        }
    }

    /** Everything that is judged on every verification, for a token seen before too. */
    void checkAuthentic(VerifiedJwt jwt, Instant now) throws Refused {
        standardRules.check(jwt.parsedClaims(), now);
        checkRules(jwt, now);
        checkRevocation(jwt);
    }

    void checkRules(VerifiedJwt jwt, Instant now) throws Refused {
        for (int i = 0; i < rules.size(); i++) {
            if (!accepts(rules.get(i), jwt, now)) {
                throw new Refused(RejectionReason.CLAIM_REJECTED, "rule " + (i + 1) + " accepts", "refuses");
            }
        }
    }

    void checkRevocation(VerifiedJwt jwt) throws Refused {
        if (revoked != null && isRevoked(revoked, jwt)) {
            throw new Refused(RejectionReason.REVOKED, "not revoked", "revoked, or the check failed");
        }
    }

    private static boolean accepts(ClaimRule rule, VerifiedJwt jwt, Instant now) {
        try {
            return rule.accepts(jwt, now);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.warn(
                    "A claim rule failed, so the token is refused: {}",
                    failure.getClass().getName());
            return false;
        }
    }

    private static boolean isRevoked(Predicate<VerifiedJwt> revoked, VerifiedJwt jwt) {
        try {
            return revoked.test(jwt);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.warn(
                    "The revocation check failed, so the token is refused: {}",
                    failure.getClass().getName());
            return true;
        }
    }

    /**
     * The settings of one issuer. Each is made once: calling a method a second time is refused, so that nothing is overwritten by
     * accident. Not thread-safe; {@link #build()} gives what is.
     */
    public static final class Builder {

        /** The most that {@link #clockSkew} can be set to. */
        public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

        /** How far clocks may differ unless said otherwise. */
        public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

        private static final Set<JwsAlgorithm> FOR_PUBLIC_KEYS =
                Set.of(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256);
        private static final Set<JwsAlgorithm> FOR_SHARED_SECRET = Set.of(JwsAlgorithm.HS256);

        private final Set<String> names;
        private final VerificationKeys keys;
        private final Set<String> decided = new HashSet<>();
        private final List<ClaimRule> rules = new ArrayList<>();
        private Set<String> audiences = Set.of();
        private String audienceClaim = "aud";
        private boolean audienceChecked = true;
        private Set<JwsAlgorithm> algorithms = Set.of();
        private Duration clockSkew = DEFAULT_CLOCK_SKEW;
        private Set<String> types = Set.of("jwt", "at+jwt");
        private boolean typeRequired;
        private boolean expirationRequired = true;
        private Set<String> requiredClaims = Set.of();
        private @Nullable Predicate<VerifiedJwt> revoked;

        private Builder(Set<String> names, VerificationKeys keys) {
            this.names = new LinkedHashSet<>(names);
            this.keys = keys;
        }

        /** Further spellings of the same issuer, with the same keys and rules; Google, for one, has two. */
        public Builder alsoIssuedAs(String... issuers) {
            if (names.isEmpty()) {
                throw new IllegalStateException(
                        "anyIssuer(...) takes every iss already; begin with builder(issuer, keys) instead");
            }
            names.addAll(texts("issuer", issuers));
            return this;
        }

        /** The audiences that are meant: a token must be for any one of them (RFC 7519 §4.1.3). */
        public Builder audience(String... anyOf) {
            decide("audience");
            this.audiences = texts("audience", anyOf);
            this.audienceChecked = true;
            return this;
        }

        /**
         * The claim that names the audience, for issuers that send no {@code aud}: {@code client_id} for access tokens of Cognito,
         * {@code azp} for Clerk. Default {@code aud}.
         */
        public Builder audienceClaim(String name) {
            decide("audienceClaim");
            this.audienceClaim = text("audienceClaim", name);
            return this;
        }

        /** An opt-out: tokens that the issuer made for somebody else are taken too (RFC 8725 §3.9 warns of it). */
        public Builder withoutAudienceCheck() {
            decide("withoutAudienceCheck");
            this.audienceChecked = false;
            return this;
        }

        /** An opt-out: a token without {@code exp} is valid for ever. */
        public Builder allowMissingExpiration() {
            decide("allowMissingExpiration");
            this.expirationRequired = false;
            return this;
        }

        /**
         * The algorithms that are allowed (RFC 8725 §3.1). Default: EdDSA, ES256 and RS256; HS256 for a {@link SharedSecret}.
         */
        public Builder algorithms(JwsAlgorithm... allowed) {
            decide("algorithms");
            if (allowed.length == 0) {
                throw new IllegalArgumentException(
                        "algorithms(...) needs at least one algorithm, such as JwsAlgorithm.EdDSA");
            }
            this.algorithms = Set.copyOf(Arrays.asList(allowed));
            return this;
        }

        /** How far clocks may differ; default {@link #DEFAULT_CLOCK_SKEW}, at most {@link #MAX_CLOCK_SKEW}. */
        public Builder clockSkew(Duration skew) {
            decide("clockSkew");
            if (skew.isNegative() || skew.compareTo(MAX_CLOCK_SKEW) > 0) {
                throw new IllegalArgumentException(
                        "clockSkew must be between zero and " + MAX_CLOCK_SKEW + ", but is " + skew);
            }
            this.clockSkew = skew;
            return this;
        }

        /**
         * The values of {@code typ} that are taken, compared without case and with or without {@code application/} (RFC 7515
         * §4.1.9). Default {@code JWT} and {@code at+jwt}. A token without {@code typ} is taken too, unless {@link #requireType()}.
         */
        public Builder acceptTypes(String... accepted) {
            decide("acceptTypes");
            this.types = texts("type", accepted).stream()
                    .map(type -> requireNonNull(MediaTypes.normalize(type)))
                    .collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /** A token without {@code typ} is refused (RFC 8725 §3.11). */
        public Builder requireType() {
            decide("requireType");
            this.typeRequired = true;
            return this;
        }

        /** Claims that must be there and not null. */
        public Builder requireClaims(String... names) {
            decide("requireClaims");
            this.requiredClaims = texts("claim", names);
            return this;
        }

        /** One more demand on the claims; may be called several times, and takes no other check away. */
        public Builder rule(ClaimRule rule) {
            rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Says whether an otherwise good token has been revoked. Asked on every verification, whether the token was seen before or
         * not; if it throws, the token is refused. Compare {@link VerifiedJwt#id()}, never the text of a token.
         */
        public Builder revokedWhen(Predicate<VerifiedJwt> revoked) {
            decide("revokedWhen");
            this.revoked = requireNonNull(revoked, "revoked");
            return this;
        }

        /** Makes what was set so far defaults, which may be set again once: for presets such as those in {@code KnownIssuers}. */
        public Builder asDefaults() {
            decided.clear();
            return this;
        }

        /**
         * The issuer.
         *
         * @throws IllegalStateException if a decision is missing or two contradict each other; it says which method to call
         */
        public TrustedIssuer build() {
            if (audienceChecked && audiences.isEmpty()) {
                throw new IllegalStateException(
                        "No audience. Call audience(\"https://api.example.com\") with what your tokens say in "
                                + audienceClaim + ", or withoutAudienceCheck() if tokens for any audience are fine");
            }
            if (decided.contains("audience") && decided.contains("withoutAudienceCheck")) {
                throw new IllegalStateException(
                        "audience(...) and withoutAudienceCheck() contradict each other; call one of them");
            }
            effectiveAlgorithms().forEach(this::checkFamily);
            return new TrustedIssuer(this);
        }

        private void checkFamily(JwsAlgorithm algorithm) {
            if (algorithm.isSymmetric() && !(keys instanceof SharedSecret)) {
                throw new IllegalStateException(
                        algorithm + " needs a SharedSecret; with public keys call algorithms(...) with others");
            }
            if (!algorithm.isSymmetric() && keys instanceof SharedSecret) {
                throw new IllegalStateException(
                        algorithm + " cannot be used with a SharedSecret; call algorithms(JwsAlgorithm.HS256)");
            }
            if (keys instanceof SharedSecret secret && !secret.isLongEnoughFor(algorithm)) {
                throw new IllegalStateException("The shared secret is too short for " + algorithm + ": it has "
                        + secret.length() + " bytes (RFC 7518 §3.2). Make one with: openssl rand -base64 96");
            }
        }

        private Set<JwsAlgorithm> effectiveAlgorithms() {
            if (!algorithms.isEmpty()) {
                return algorithms;
            }
            return keys instanceof SharedSecret ? FOR_SHARED_SECRET : FOR_PUBLIC_KEYS;
        }

        private StandardClaimRules standardRules() {
            return new StandardClaimRules(
                    audienceChecked ? audiences : null, audienceClaim, expirationRequired, clockSkew, requiredClaims);
        }

        private void decide(String setting) {
            if (!decided.add(setting)) {
                throw new IllegalStateException(setting + " was already set; give all values in one call");
            }
        }

        private static Set<String> texts(String name, String... values) {
            if (values.length == 0) {
                throw new IllegalArgumentException("At least one " + name + " is needed");
            }
            return Arrays.stream(values).map(value -> text(name, value)).collect(Collectors.toUnmodifiableSet());
        }

        private static String text(String name, String value) {
            requireNonNull(value, name);
            if (value.isBlank() || !value.strip().equals(value)) {
                throw new IllegalArgumentException("The " + name
                        + " must not be blank nor begin or end with white space, but is \"" + LogText.of(value) + "\"");
            }
            return value;
        }
    }
}
