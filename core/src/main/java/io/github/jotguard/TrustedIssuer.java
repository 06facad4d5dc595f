package io.github.jotguard;

import static java.util.Objects.requireNonNull;

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
 * Whom a verifier trusts and what it demands of their tokens: the issuer, where its keys are, which algorithms, types and audiences,
 * and which other rules. A verifier takes several for one issuer, if each token can belong to one of them only. Immutable and thread-safe.
 */
public final class TrustedIssuer {

    private final Optional<String> name;
    private final Set<String> issuers;
    private final VerificationKeys keys;
    private final HeaderRules headerRules;
    private final RegisteredClaimRules standardRules;
    private final CustomRules applicationRules;

    private TrustedIssuer(Builder settings) {
        this.name = Optional.ofNullable(settings.name);
        this.issuers = Collections.unmodifiableSet(new LinkedHashSet<>(settings.names));
        this.keys = settings.keys;
        this.headerRules = settings.headerRules();
        this.standardRules = settings.standardRules();
        this.applicationRules = new CustomRules(List.copyOf(settings.rules), settings.revoked);
    }

    /**
     * Begins the settings of one issuer.
     *
     * @param issuer compared with {@code iss} exactly, byte for byte (RFC 8725 §3.8)
     * @param keys of this issuer and of no other
     * @throws IllegalArgumentException if the issuer is blank or begins or ends with white space
     */
    public static Builder builder(String issuer, VerificationKeys keys) {
        return new Builder(Set.of(NonBlankText.of("issuer", issuer)), requireNonNull(keys, "keys"));
    }

    /**
     * Begins the settings for tokens whose {@code iss} is not looked at. An opt-out, for issuers that send none, or one that differs for
     * each tenant: whoever holds one of the keys can claim to be anybody. Beside it, a token whose {@code iss} is that of a named issuer
     * belongs to the named one and never to this. Add a rule on a claim that tells the tenants apart, such as {@code tid}.
     */
    public static Builder anyIssuer(VerificationKeys keys) {
        return new Builder(Set.of(), requireNonNull(keys, "keys"));
    }

    /** The name that was set, for status, metrics and log lines; empty if it goes by its issuer. */
    public Optional<String> name() {
        return name;
    }

    /** The values of {@code iss} that it goes by; empty if any will do. */
    public Set<String> issuers() {
        return issuers;
    }

    /** The algorithms that are allowed. */
    public Set<JwsAlgorithm> algorithms() {
        return headerRules.algorithms();
    }

    /** True if its keys are shared secrets and not public keys. */
    boolean isSymmetric() {
        return keys instanceof SharedSecret;
    }

    VerificationKeys keys() {
        return keys;
    }

    HeaderRules headerRules() {
        return headerRules;
    }

    RegisteredClaimRules standardRules() {
        return standardRules;
    }

    CustomRules applicationRules() {
        return applicationRules;
    }

    /** Everything that is judged on every verification, for a token seen before too. */
    void checkClaims(VerifiedJwt jwt, Instant now, ProofOfPossession proof) throws Rejection {
        standardRules.check(jwt.parsedClaims(), now, proof);
        applicationRules.checkRules(jwt, now);
        applicationRules.checkRevocation(jwt);
    }

    /**
     * The settings of one issuer. What has one value is set once: calling its method a second time is rejected, so that nothing is
     * overwritten by accident. Claims, rules and issuer names add up. Not thread-safe; {@link #build()} gives what is.
     */
    public static final class Builder {

        /** The most that {@link #clockSkew} can be set to. */
        public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

        /** How far clocks may differ unless said otherwise. */
        public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

        /** The most characters that {@link #name} can have. */
        public static final int MAX_NAME_LENGTH = 64;

        private @Nullable String name;
        private final Set<String> names;
        private final VerificationKeys keys;
        private final Decisions decisions = new Decisions();
        private final List<ClaimRule> rules = new ArrayList<>();
        private Set<String> audiences = Set.of();
        private String audienceClaim = "aud";
        private boolean audienceChecked = true;
        private boolean audienceOptional;
        private Set<JwsAlgorithm> algorithms = Set.of();
        private Duration clockSkew = DEFAULT_CLOCK_SKEW;
        private Set<String> types = Set.of("jwt", "at+jwt");
        private boolean typeRequired;
        private boolean expirationRequired = true;
        private boolean proofRequired = true;
        private final Set<String> requiredClaims = new LinkedHashSet<>();
        private Predicate<VerifiedJwt> revoked = jwt -> false;

        private Builder(Set<String> names, VerificationKeys keys) {
            this.names = new LinkedHashSet<>(names);
            this.keys = keys;
        }

        /**
         * Names this entry in status, health, metrics and log lines, to tell it from another of the same issuer. Default: the issuer.
         *
         * @param name at most {@value #MAX_NAME_LENGTH} characters of printable ASCII
         * @throws IllegalArgumentException if it is blank, too long or has other characters
         */
        public Builder name(String name) {
            decisions.decide("name(...)");
            this.name = NonBlankText.ascii("name", name, MAX_NAME_LENGTH);
            return this;
        }

        /** Further spellings of the same issuer, with the same keys and rules; Google, for one, has two. */
        public Builder alsoIssuedAs(String... issuers) {
            if (names.isEmpty()) {
                throw new IllegalStateException(
                        "anyIssuer(...) takes every iss already; begin with builder(issuer, keys) instead");
            }
            names.addAll(NonBlankText.allOf("alsoIssuedAs", "issuer", issuers));
            return this;
        }

        /** The audiences that are meant: a token must be for any one of them (RFC 7519 §4.1.3). */
        public Builder audience(String... anyOf) {
            decisions.decide("audience(...)");
            this.audiences = NonBlankText.allOf("audience", "audience", anyOf);
            this.audienceChecked = true;
            return this;
        }

        /**
         * The claim that names the audience, for issuers that send no {@code aud}: {@code client_id} for access tokens of Cognito,
         * {@code azp} for Clerk. Default {@code aud}.
         */
        public Builder audienceClaim(String name) {
            decisions.decide("audienceClaim(...)");
            this.audienceClaim = NonBlankText.of("audience claim", name);
            return this;
        }

        /** An opt-out: tokens that the issuer made for somebody else are taken too (RFC 8725 §3.9 warns of it). */
        public Builder withoutAudienceCheck() {
            decisions.decide("withoutAudienceCheck()");
            this.audienceChecked = false;
            return this;
        }

        /**
         * An opt-out: a token without the audience claim is accepted too; one with another audience is not. For issuers that leave the
         * claim out now and then, as Clerk does with {@code azp}.
         */
        public Builder allowMissingAudience() {
            decisions.decide("allowMissingAudience()");
            this.audienceOptional = true;
            return this;
        }

        /** An opt-out: a token without {@code exp} is valid for ever. */
        public Builder allowMissingExpiration() {
            decisions.decide("allowMissingExpiration()");
            this.expirationRequired = false;
            return this;
        }

        /**
         * An opt-out: accepts a token with a {@code cnf} claim from anyone who has it, as if it were not bound to a key. Whoever steals
         * such a token can use it, which the issuer meant to prevent (RFC 9449 §7.1, RFC 8705 §3).
         */
        public Builder acceptBoundTokensWithoutProof() {
            decisions.decide("acceptBoundTokensWithoutProof()");
            this.proofRequired = false;
            return this;
        }

        /**
         * The algorithms that are allowed (RFC 8725 §3.1). Default: EdDSA, ES256 and RS256; HS256 for a {@link SharedSecret}.
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

        /** How far clocks may differ; default {@link #DEFAULT_CLOCK_SKEW}, at most {@link #MAX_CLOCK_SKEW}. */
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
         * The values of {@code typ} that are taken, compared without case and with or without {@code application/} (RFC 7515
         * §4.1.9). Default {@code JWT} and {@code at+jwt}. A token without {@code typ} is taken too, unless {@link #requireType()}.
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

        /** A token without {@code typ} is rejected (RFC 8725 §3.11). */
        public Builder requireType() {
            decisions.decide("requireType()");
            this.typeRequired = true;
            return this;
        }

        /**
         * Claims that must be there and not null. May be called several times: each adds its own, and takes nothing away that a preset
         * demands.
         */
        public Builder requireClaims(String... names) {
            requiredClaims.addAll(NonBlankText.allOf("requireClaims", "claim", names));
            return this;
        }

        /** One more demand on the claims; may be called several times, and takes no other check away. */
        public Builder rule(ClaimRule rule) {
            rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Says whether an otherwise good token has been revoked. Asked on every verification, whether the token was seen before or
         * not; if it throws, the token is rejected. Compare {@link VerifiedJwt#id()}, never the text of a token.
         */
        public Builder revokedWhen(Predicate<VerifiedJwt> revoked) {
            decisions.decide("revokedWhen(...)");
            this.revoked = requireNonNull(revoked, "revoked");
            return this;
        }

        /** Makes what was set so far defaults, which may be set again once: for presets such as those in {@code KnownIssuers}. */
        public Builder asDefaults() {
            decisions.forget();
            return this;
        }

        /**
         * The issuer.
         *
         * @throws IllegalStateException if a decision is missing or two contradict each other; it says which method to call
         */
        public TrustedIssuer build() {
            decisions.rejectTogether("audience(...)", "withoutAudienceCheck()");
            decisions.rejectTogether("audienceClaim(...)", "withoutAudienceCheck()");
            decisions.rejectTogether("allowMissingAudience()", "withoutAudienceCheck()");
            if (audienceChecked && audiences.isEmpty()) {
                throw new IllegalStateException(
                        "No audience. Call audience(\"https://api.example.com\") with what your tokens say in "
                                + audienceClaim + ", or withoutAudienceCheck() if tokens for any audience are fine");
            }
            if (!expirationRequired && requiredClaims.contains("exp")) {
                throw new IllegalStateException(
                        "allowMissingExpiration() and requireClaims(\"exp\") contradict each other; call one of them");
            }
            if (audienceOptional && requiredClaims.contains(audienceClaim)) {
                throw new IllegalStateException("allowMissingAudience() and requireClaims(\"" + audienceClaim
                        + "\") contradict each other; call one of them");
            }
            return new TrustedIssuer(this);
        }

        private HeaderRules headerRules() {
            return new HeaderRules(AllowedAlgorithms.of(algorithms, keys), types, typeRequired);
        }

        private RegisteredClaimRules standardRules() {
            return new RegisteredClaimRules(
                    audienceChecked ? Optional.of(Set.copyOf(audiences)) : Optional.empty(),
                    audienceClaim,
                    audienceOptional,
                    expirationRequired,
                    clockSkew,
                    Collections.unmodifiableSet(new LinkedHashSet<>(requiredClaims)),
                    proofRequired);
        }
    }
}
