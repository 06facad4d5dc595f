package io.github.jotguard.cli;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.StaticJwkSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a verifier of what the command line says. */
final class Settings {

    private static final List<String> PLACES_OF_KEYS = List.of("--jwks", "--jwks-file", "--secret-env");

    private final Arguments arguments;
    private final Function<String, @Nullable String> environment;

    Settings(Arguments arguments, Function<String, @Nullable String> environment) {
        this.arguments = arguments;
        this.environment = environment;
    }

    /** Returns whether no option is given, so that the token can only be described. */
    boolean isEmpty() {
        return arguments.isEmpty();
    }

    /** A verifier that has fetched nothing yet. */
    JwtVerifier verifier() throws UsageException {
        arguments.rejectTogether("--better-auth", "--issuer", "--any-issuer");
        rejectOtherKeysOfBetterAuth();
        arguments.rejectTogether("--any-issuer", "--issuer");
        arguments.rejectTogether("--secret-env", "--jwks", "--jwks-file");
        arguments.rejectTogether("--jwks", "--jwks-file");
        arguments.rejectTogether("--no-audience-check", "--audience");
        try {
            TrustedIssuer.Builder issuer = issuer();
            addDemands(issuer);
            return JwtVerifier.trusting(issuer.build());
        } catch (IllegalArgumentException | IllegalStateException complaint) {
            throw new UsageException(Wording.inOptions(String.valueOf(complaint.getMessage())));
        }
    }

    /** Returns the addresses of the issuer's metadata (OpenID Connect Discovery 1.0 §4, RFC 8414 §3.1); none if the place of the keys is given. */
    List<String> metadata() throws UsageException {
        Optional<String> issuer = arguments.one("--issuer");
        if (issuer.isEmpty() || PLACES_OF_KEYS.stream().anyMatch(arguments::has)) {
            return List.of();
        }
        URI uri = URI.create(issuer.get().replaceFirst("/$", ""));
        return List.of(
                uri + "/.well-known/openid-configuration",
                uri.resolve("/.well-known/oauth-authorization-server") + uri.getRawPath());
    }

    /** The preset says where the keys are; what else it says can be said with options. */
    private void rejectOtherKeysOfBetterAuth() throws UsageException {
        for (String place : PLACES_OF_KEYS) {
            if (arguments.has("--better-auth") && arguments.has(place)) {
                throw new UsageException("--better-auth and " + place + " contradict each other; with " + place
                        + " it is --issuer ORIGIN --audience ORIGIN --require sub");
            }
        }
    }

    private TrustedIssuer.Builder issuer() throws UsageException {
        Optional<String> origin = arguments.one("--better-auth");
        if (origin.isPresent()) {
            return arguments.has("--allow-unencrypted-http")
                    ? KnownIssuers.betterAuth(
                            origin.get(), remote(RemoteJwkSet.builder(origin.get() + "/api/auth/jwks")))
                    : KnownIssuers.betterAuth(origin.get());
        }
        Optional<String> issuer = arguments.one("--issuer");
        if (issuer.isPresent()) {
            return TrustedIssuer.builder(issuer.get(), keys(issuer.get()));
        }
        if (arguments.has("--any-issuer")) {
            return TrustedIssuer.anyIssuer(keys(null));
        }
        throw new UsageException("Name the trusted issuer: --better-auth ORIGIN, --issuer ISSUER or --any-issuer");
    }

    private VerificationKeys keys(@Nullable String issuer) throws UsageException {
        Optional<String> secret = arguments.one("--secret-env");
        if (secret.isPresent()) {
            return SharedSecret.ofUtf8(environmentVariable(secret.get()));
        }
        Optional<String> file = arguments.one("--jwks-file");
        if (file.isPresent()) {
            return StaticJwkSet.ofJson(contents(file.get()));
        }
        Optional<String> address = arguments.one("--jwks");
        if (address.isEmpty() && issuer == null) {
            throw new UsageException(
                    "Name the source of the keys: --jwks ADDRESS, --jwks-file FILE or " + "--secret-env NAME");
        }
        RemoteJwkSet.Builder keys = address.isPresent()
                ? RemoteJwkSet.builder(address.get())
                : RemoteJwkSet.discoveryBuilder(String.valueOf(issuer));
        return remote(keys);
    }

    private VerificationKeys remote(RemoteJwkSet.Builder keys) {
        return arguments.has("--allow-unencrypted-http")
                ? keys.allowUnencryptedHttp().build()
                : keys.build();
    }

    private String environmentVariable(String name) throws UsageException {
        String value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new UsageException("--secret-env names an environment variable that is not set");
        }
        return value;
    }

    private static String contents(String file) throws UsageException {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException unreadable) {
            throw new UsageException("The file of --jwks-file cannot be read");
        }
    }

    private void addDemands(TrustedIssuer.Builder issuer) throws UsageException {
        if (arguments.has("--no-audience-check")) {
            issuer.withoutAudienceCheck();
        } else if (arguments.has("--audience")) {
            issuer.audience(arguments.all("--audience"));
        } else if (!arguments.has("--better-auth")) {
            throw new UsageException("Name the audience: --audience AUDIENCE, or --no-audience-check");
        }
        arguments.one("--audience-claim").ifPresent(issuer::audienceClaim);
        if (arguments.has("--algorithm")) {
            issuer.algorithms(algorithms());
        }
        if (arguments.has("--type")) {
            issuer.acceptTypes(arguments.all("--type"));
        }
        if (arguments.has("--require-type")) {
            issuer.requireType();
        }
        if (arguments.has("--require")) {
            issuer.requireClaims(arguments.all("--require"));
        }
        if (arguments.has("--allow-missing-expiration")) {
            issuer.allowMissingExpiration();
        }
        if (arguments.has("--accept-bound-tokens-without-proof")) {
            issuer.acceptBoundTokensWithoutProof();
        }
        Optional<String> skew = arguments.one("--clock-skew");
        if (skew.isPresent()) {
            issuer.clockSkew(Duration.ofSeconds(seconds(skew.get())));
        }
    }

    private JwsAlgorithm[] algorithms() throws UsageException {
        String[] names = arguments.all("--algorithm");
        JwsAlgorithm[] algorithms = new JwsAlgorithm[names.length];
        for (int i = 0; i < names.length; i++) {
            algorithms[i] = JwsAlgorithm.ofName(names[i])
                    .orElseThrow(
                            () -> new UsageException("--algorithm takes names such as EdDSA, ES256, RS256, HS256"));
        }
        return algorithms;
    }

    private static long seconds(String text) throws UsageException {
        long most = TrustedIssuer.Builder.MAX_CLOCK_SKEW.toSeconds();
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0 && seconds <= most) {
                return seconds;
            }
        } catch (NumberFormatException notOne) {
            // as one that is out of bounds
        }
        throw new UsageException("--clock-skew takes a number of seconds from 0 to " + most);
    }
}
