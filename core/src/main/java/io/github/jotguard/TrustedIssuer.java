package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.json.AddressText;
import io.github.jotguard.settings.InvalidOptionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An issuer that a verifier trusts, with its keys and the rules for its tokens. Immutable and thread-safe. The rules
 * are the accepted algorithms, types and audiences, and further checks. A verifier may have several for one issuer if
 * each token can belong to only one of them.
 */
public final class TrustedIssuer {

    private final Optional<String> name;
    private final Set<String> issuers;
    private final VerificationKeys keys;
    private final boolean isAuthorizationServer;
    private final HeaderRules headerRules;
    private final RegisteredClaimRules registeredClaimRules;
    private final CustomRules customRules;

    private TrustedIssuer(Builder settings) {
        this.name = Optional.ofNullable(settings.name);
        this.issuers = Collections.unmodifiableSet(new LinkedHashSet<>(settings.names));
        this.keys = settings.keys;
        this.isAuthorizationServer = settings.authorizationServer;
        this.headerRules = settings.headerRules();
        this.registeredClaimRules = settings.registeredClaimRules();
        this.customRules = new CustomRules(List.copyOf(settings.rules), settings.revoked);
    }

    /**
     * Returns a builder for one issuer.
     *
     * @param issuer the value of {@code iss}, compared byte for byte (RFC 8725 §3.8)
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the issuer is blank or begins or ends with white space
     */
    public static Builder builder(String issuer, VerificationKeys keys) {
        return new Builder(Set.of(NonBlankText.of("issuer", issuer)), requireNonNull(keys, "keys"));
    }

    /**
     * Returns a builder for tokens with any {@code iss} or none. This is an opt-out: everyone who has one of the keys
     * can claim any issuer. It is for issuers that send no {@code iss}, or a different one for each tenant. A token
     * whose {@code iss} is that of a named issuer belongs to the named issuer and never to this one. Add a rule on a
     * claim that distinguishes the tenants, such as {@code tid}.
     *
     * @param keys the keys of these tokens
     */
    public static Builder anyIssuer(VerificationKeys keys) {
        return new Builder(Set.of(), requireNonNull(keys, "keys"));
    }

    /** Returns the name that was set, for status, metrics and log lines; empty if the issuer is the name. */
    public Optional<String> name() {
        return name;
    }

    /** Returns the accepted values of {@code iss}; empty if any is accepted. */
    public Set<String> issuers() {
        return issuers;
    }

    /**
     * Returns the issuers at which clients can obtain tokens, for the metadata of a resource (RFC 9728 §2): those of
     * {@link #issuers()} that are http or https URLs without user info, query and fragment (RFC 8414 §2).
     *
     * @return in the order in which they were given; empty after {@link Builder#withoutAuthorizationServer()}
     */
    public List<String> authorizationServers() {
        return isAuthorizationServer
                ? issuers.stream().filter(AddressText::isIssuerAddress).toList()
                : List.of();
    }

    /** Returns the allowed algorithms. */
    public Set<JwsAlgorithm> algorithms() {
        return headerRules.algorithms();
    }

    VerificationKeys keys() {
        return keys;
    }

    HeaderRules headerRules() {
        return headerRules;
    }

    RegisteredClaimRules registeredClaimRules() {
        return registeredClaimRules;
    }

    CustomRules customRules() {
        return customRules;
    }

    /** Runs the checks of every verification, including those of cached tokens. */
    void checkClaims(VerifiedJwt jwt, Instant now, ProofOfPossession proof) throws Rejection {
        registeredClaimRules.check(jwt.parsedClaims(), now, proof);
        customRules.checkRules(jwt, now);
        customRules.checkRevocation(jwt);
    }

    /**
     * The settings of one issuer. Not thread-safe; the issuer that {@link #build()} returns is. A setting with one
     * value can be set once. A second call is rejected, so that no setting is overwritten by accident. Required claims,
     * rules and issuer names are added to the earlier ones.
     */
    public static final class Builder {

        /** Maximum of {@link #clockSkew}: 10 minutes. */
        public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

        /** Default of {@link #clockSkew}: 60 seconds. */
        public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

        /** Maximum length of {@link #name}, in characters. */
        public static final int MAX_NAME_LENGTH = 64;

        private @Nullable String name;
        private final Set<String> names;
        private final VerificationKeys keys;
        private final Decisions decisions = new Decisions();
        private final List<ClaimRule> rules = new ArrayList<>();
        private final AudienceSettings audience = new AudienceSettings();
        private Set<JwsAlgorithm> algorithms = Set.of();
        private Duration clockSkew = DEFAULT_CLOCK_SKEW;
        private Set<String> types = Set.of("jwt", "at+jwt");
        private boolean typeRequired;
        private boolean expirationRequired = true;
        private boolean proofRequired = true;
        private boolean authorizationServer = true;
        private final Set<String> requiredClaims = new LinkedHashSet<>();
        private Predicate<VerifiedJwt> revoked = CustomRules.NEVER_REVOKED;

        private Builder(Set<String> names, VerificationKeys keys) {
            this.names = new LinkedHashSet<>(names);
            this.keys = keys;
        }

        /**
         * Names this entry in status, health, metrics and log lines, to distinguish it from another of the same issuer.
         * Default: the issuer, without user info and query.
         *
         * @param name at most {@value #MAX_NAME_LENGTH} characters of printable ASCII
         * @throws IllegalArgumentException if it is blank, too long or has other characters
         * @throws IllegalStateException if it was called before
         */
        public Builder name(String name) {
            decisions.decide("name(...)");
            this.name = NonBlankText.ascii("name", name, MAX_NAME_LENGTH);
            return this;
        }

        /**
         * Adds further spellings of the same issuer, with the same keys and rules. Google, for example, has two.
         *
         * @param issuers at least one value of {@code iss}
         * @throws IllegalArgumentException if there is none, or one is blank or has white space around it
         * @throws IllegalStateException if the builder is one of {@link TrustedIssuer#anyIssuer}
         */
        public Builder alsoIssuedAs(String... issuers) {
            if (names.isEmpty()) {
                throw new IllegalStateException(
                        "anyIssuer(...) takes every iss already; begin with builder(issuer, keys) instead");
            }
            names.addAll(NonBlankText.allOf("alsoIssuedAs", "issuer", issuers));
            return this;
        }

        /**
         * Sets the expected audiences. A token must be for any one of them (RFC 7519 §4.1.3).
         *
         * @param anyOf at least one audience
         * @throws IllegalArgumentException if there is none, or one is blank or has white space around it
         * @throws IllegalStateException if it was called before
         */
        public Builder audience(String... anyOf) {
            decisions.decide("audience(...)");
            audience.expect(anyOf);
            return this;
        }

        /**
         * Sets the claim that names the audience, for issuers that send no {@code aud}. Default: {@code aud}. Access
         * tokens of Cognito have {@code client_id}, and session tokens of Clerk have {@code azp}.
         *
         * @param name the name of the claim
         * @throws IllegalArgumentException if it is blank or has white space around it
         * @throws IllegalStateException if it was called before
         */
        public Builder audienceClaim(String name) {
            decisions.decide("audienceClaim(...)");
            audience.claim(name);
            return this;
        }

        /**
         * Disables the check of the audience. This is an opt-out: tokens for other recipients are accepted too
         * (RFC 8725 §3.9 warns of it).
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder withoutAudienceCheck() {
            decisions.decide("withoutAudienceCheck()");
            audience.disable();
            return this;
        }

        /**
         * Accepts a token without the audience claim, but not one with another audience. This is an opt-out. It is for
         * issuers that sometimes omit the claim, as Clerk does with {@code azp}.
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder allowMissingAudience() {
            decisions.decide("allowMissingAudience()");
            audience.allowMissing();
            return this;
        }

        /**
         * Accepts a token without {@code exp}. This is an opt-out: such a token never expires.
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder allowMissingExpiration() {
            decisions.decide("allowMissingExpiration()");
            this.expirationRequired = false;
            return this;
        }

        /**
         * Accepts a token with a {@code cnf} claim as if it were not bound to a key. This is an opt-out. A thief of
         * such a token can use it, which the issuer meant to prevent (RFC 9449 §7.1, RFC 8705 §3).
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder acceptBoundTokensWithoutProof() {
            decisions.decide("acceptBoundTokensWithoutProof()");
            this.proofRequired = false;
            return this;
        }

        /**
         * Sets the allowed algorithms (RFC 8725 §3.1). Default: EdDSA, ES256 and RS256, or HS256 for a
         * {@link SharedSecret}.
         *
         * @param allowed at least one algorithm
         * @throws IllegalArgumentException if there is none
         * @throws IllegalStateException if it was called before
         */
        public Builder algorithms(JwsAlgorithm... allowed) {
            decisions.decide("algorithms(...)");
            if (allowed.length == 0) {
                throw new IllegalArgumentException(
                        "algorithms(...) needs at least one algorithm, such as JwsAlgorithm.EdDSA");
            }
            Arrays.stream(allowed).forEach(algorithm -> requireNonNull(algorithm, "algorithm"));
            this.algorithms = Set.copyOf(Arrays.asList(allowed));
            return this;
        }

        /**
         * Sets the accepted difference between the clock of the issuer and the clock of the verifier.
         *
         * @param skew zero to 10 minutes ({@link #MAX_CLOCK_SKEW}); default 60 seconds ({@link #DEFAULT_CLOCK_SKEW})
         * @throws IllegalArgumentException if it is outside these bounds
         * @throws IllegalStateException if it was called before
         */
        public Builder clockSkew(Duration skew) {
            decisions.decide("clockSkew(...)");
            requireNonNull(skew, "skew");
            if (skew.isNegative() || skew.compareTo(MAX_CLOCK_SKEW) > 0) {
                throw new InvalidOptionException(
                        "clockSkew", "must be between zero and " + MAX_CLOCK_SKEW + ", but is " + skew);
            }
            this.clockSkew = skew;
            return this;
        }

        /**
         * Sets the accepted values of {@code typ}. Default: {@code JWT} and {@code at+jwt}. They are compared without
         * case and with or without {@code application/} (RFC 7515 §4.1.9). A token without {@code typ} is accepted too,
         * unless {@link #requireType()} is called.
         *
         * @param accepted at least one type
         * @throws IllegalArgumentException if there is none, or one is blank or has white space around it
         * @throws IllegalStateException if it was called before
         */
        public Builder acceptTypes(String... accepted) {
            decisions.decide("acceptTypes(...)");
            Set<String> normalized = new LinkedHashSet<>();
            for (String type : NonBlankText.allOf("acceptTypes", "type", accepted)) {
                normalized.add(NonBlankText.of("type", MediaTypes.normalize(type)));
            }
            this.types = Set.copyOf(normalized);
            return this;
        }

        /**
         * Rejects a token without {@code typ} (RFC 8725 §3.11).
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder requireType() {
            decisions.decide("requireType()");
            this.typeRequired = true;
            return this;
        }

        /**
         * Requires claims to be present and not null. It may be called several times: each call adds claims and removes
         * none.
         *
         * @param names at least one name of a claim
         * @throws IllegalArgumentException if there is none, or one is blank or has white space around it
         */
        public Builder requireClaims(String... names) {
            requiredClaims.addAll(NonBlankText.allOf("requireClaims", "claim", names));
            return this;
        }

        /**
         * Leaves the issuer out of {@link TrustedIssuer#authorizationServers()}. It is for tokens that clients cannot
         * obtain by OAuth, such as those of sessions.
         *
         * @throws IllegalStateException if it was called before
         */
        public Builder withoutAuthorizationServer() {
            decisions.decide("withoutAuthorizationServer()");
            this.authorizationServer = false;
            return this;
        }

        /**
         * Adds a rule for the claims. Can be called several times. A rule replaces no other check.
         *
         * @param rule thread-safe; if it throws, the token is rejected
         */
        public Builder rule(ClaimRule rule) {
            rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Sets the revocation check. It runs last on every verification, including those of cached tokens. Default: no
         * token is revoked. Compare {@link VerifiedJwt#id()}, and never the text of a token.
         *
         * @param revoked returns true for a revoked token; if it throws, the token is rejected
         * @throws IllegalStateException if it was called before
         */
        public Builder revokedWhen(Predicate<VerifiedJwt> revoked) {
            decisions.decide("revokedWhen(...)");
            this.revoked = requireNonNull(revoked, "revoked");
            return this;
        }

        /**
         * Turns the settings so far into defaults, each of which can be set once more. It is for presets such as those
         * in {@code KnownIssuers}.
         */
        public Builder asDefaults() {
            decisions.forget();
            return this;
        }

        /**
         * Builds the issuer.
         *
         * @throws IllegalStateException if a required setting is missing or two settings conflict; the message names
         *     the method to call
         */
        public TrustedIssuer build() {
            audience.check(decisions, requiredClaims);
            return new TrustedIssuer(this);
        }

        private HeaderRules headerRules() {
            return new HeaderRules(AllowedAlgorithms.of(algorithms, keys), types, typeRequired);
        }

        private RegisteredClaimRules registeredClaimRules() {
            return new RegisteredClaimRules(
                    audience.expected(),
                    audience.claim(),
                    audience.isOptional(),
                    expirationRequired,
                    clockSkew,
                    Collections.unmodifiableSet(new LinkedHashSet<>(requiredClaims)),
                    proofRequired);
        }
    }
}
