package io.github.jotguard.cli;

import io.github.jotguard.JwsAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings that would trust the issuer that a token names, as Spring properties and as options of this program. They
 * are made of the token alone and fetch nothing. Whether to trust that issuer is for people to decide.
 */
final class SettingsProposal {

    /** The characters that are copied from a token into settings. */
    private static final Pattern COPYABLE = Pattern.compile("[A-Za-z0-9:/._~@?&=+%-]{1,300}");

    private static final Pattern PLAIN_IN_YAML = Pattern.compile("[A-Za-z][A-Za-z0-9:/._~-]*");
    private static final Pattern PLAIN_IN_SHELLS = Pattern.compile("[A-Za-z0-9:/._@+=-]+");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");

    private static final String SECRET = "JWT_SECRET";

    private final String issuer;
    private final String algorithm;
    private final List<String> audiences;
    private final String audienceClaim;
    private final List<String> properties = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private SettingsProposal(String issuer, String algorithm, String audienceClaim, List<String> audiences) {
        this.issuer = issuer;
        this.algorithm = algorithm;
        this.audienceClaim = audienceClaim;
        this.audiences = audiences;
    }

    /**
     * Proposes settings.
     *
     * @return empty if the token lacks {@code iss}, a supported {@code alg} or an audience, or one has characters that do not belong
     *     into settings
     */
    static Optional<SettingsProposal> of(UnverifiedToken token) {
        String issuer = token.claimText("iss");
        String algorithm = token.headerText("alg");
        String claim = audienceClaim(token, issuer);
        List<String> audiences = token.texts(claim).stream()
                .filter(audience -> COPYABLE.matcher(audience).matches())
                .filter(audience -> !isOfIssuer(audience))
                .toList();
        if (!COPYABLE.matcher(issuer).matches()
                || JwsAlgorithm.ofName(algorithm).isEmpty()
                || audiences.isEmpty()) {
            return Optional.empty();
        }
        SettingsProposal proposal = new SettingsProposal(issuer, algorithm, claim, audiences);
        proposal.propose();
        return Optional.of(proposal);
    }

    /** Returns whether an audience is a service of the issuer itself: Keycloak's account console, or a UserInfo endpoint. */
    static boolean isOfIssuer(String audience) {
        return audience.equals("account") || audience.endsWith("/oauth2/userinfo");
    }

    /** Access tokens of Cognito and session tokens of Clerk name the application elsewhere. */
    private static String audienceClaim(UnverifiedToken token, String issuer) {
        if (token.has("aud")) {
            return "aud";
        }
        String name = KnownService.find(issuer).map(KnownService::name).orElse("");
        return name.equals("Amazon Cognito") ? "client_id" : name.equals("Clerk") ? "azp" : "aud";
    }

    private void propose() {
        if (isBetterAuth()) {
            properties.add("better-auth.origin: " + yaml(issuer));
            option("--better-auth", issuer);
            return;
        }
        properties.add("issuer: " + yaml(issuer));
        option("--issuer", issuer);
        proposeAudience();
        if (algorithm.startsWith("HS")) {
            properties.add("secret: ${" + SECRET + "}");
            option("--secret-env", SECRET);
        }
        properties.add("algorithms: " + algorithm);
        option("--algorithm", algorithm);
        KnownService.find(issuer).ifPresent(service -> {
            service.propertiesFor(issuer).forEach(properties::add);
            service.propertiesFor(issuer)
                    .filter(line -> line.startsWith("jwks-uri: "))
                    .forEach(line -> option("--jwks", line.substring("jwks-uri: ".length())));
        });
    }

    private void proposeAudience() {
        String others =
                audiences.size() == 1 ? "" : "     # or: " + String.join(", ", audiences.subList(1, audiences.size()));
        if (!audienceClaim.equals("aud")) {
            properties.add("audience-claim: " + audienceClaim);
            option("--audience-claim", audienceClaim);
        }
        properties.add("audience: " + yaml(audiences.get(0)) + others);
        option("--audience", audiences.get(0));
    }

    private void option(String name, String value) {
        options.add(name + " " + (PLAIN_IN_SHELLS.matcher(value).matches() ? value : "'" + value + "'"));
    }

    private static String yaml(String value) {
        return PLAIN_IN_YAML.matcher(value).matches() ? value : '"' + value + '"';
    }

    /** Its {@code jwt} plugin writes the origin of the application into {@code iss} and {@code aud}. */
    private boolean isBetterAuth() {
        return ORIGIN.matcher(issuer).matches()
                && audiences.equals(List.of(issuer))
                && KnownService.find(issuer).isEmpty()
                && !algorithm.startsWith("HS");
    }

    /** Returns the properties below {@code jotguard:}, one a line. */
    List<String> properties() {
        return List.copyOf(properties);
    }

    /** Returns the options with which this program verifies the token. */
    String options() {
        return String.join(" ", options);
    }

    /** Returns the name of the product and its page, if the issuer has one. */
    Optional<KnownService> service() {
        return isBetterAuth()
                ? KnownService.find(issuer + "/api/auth")
                        .map(oauth ->
                                new KnownService("Better Auth (jwt plugin)", oauth.page(), oauth.iss(), List.of()))
                : KnownService.find(issuer);
    }
}
