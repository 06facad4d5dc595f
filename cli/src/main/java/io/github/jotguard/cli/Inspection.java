package io.github.jotguard.cli;

import io.github.jotguard.JwsAlgorithm;
import java.io.PrintStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a token that is not verified, because no issuer was named: its kind first, then settings to verify it with,
 * then what it says. Asks nobody, and above all no address that the token names.
 */
final class Inspection {

    private static final int MAX_TEXT = 80;
    private static final int MAX_VALUES = 5;
    private static final List<String> HEADER = List.of("alg", "typ", "kid");
    private static final List<String> CLAIMS =
            List.of("iss", "aud", "azp", "client_id", "scope", "typ", "token_use", "exp", "nbf", "iat");
    private static final List<String> TIMES = List.of("exp", "nbf", "iat");
    private static final String PAGES = "docs/issuers/";

    private final PrintStream out;
    private final Clock clock;

    Inspection(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Prints all. */
    ExitStatus print(String input) {
        Optional<UnverifiedToken> parsed = UnverifiedToken.parse(input);
        if (parsed.isEmpty()) {
            out.println("NOT A SIGNED JWT");
            out.println(Appearance.of(input)
                    .orElse("It has three segments, and header or claims are no JSON object in base64url."));
            return ExitStatus.NOT_VERIFIED;
        }
        UnverifiedToken token = parsed.get();
        TokenKind kind = TokenKind.of(token);
        Optional<SettingsProposal> proposal = SettingsProposal.of(token);
        printKind(token, kind);
        out.println();
        if (isWorthSettings(token, kind)) {
            printProposal(token, proposal);
            out.println();
        }
        printDetails(token);
        return ExitStatus.NOT_VERIFIED;
    }

    private void printKind(UnverifiedToken token, TokenKind kind) {
        String service = KnownService.find(token.claimText("iss"))
                .map(known -> ", as " + known.name() + " makes them")
                .orElse(token.claimText("iss").isEmpty() ? ", without an issuer" : ", of a foreign issuer");
        out.println("NOT VERIFIED: " + kind.title() + bound(token) + service);
        out.println(kind.sentence());
        if (token.has("cnf")) {
            out.println(
                    "It is bound to a key of the client, so that a thief has no use for it. See docs/bound-tokens.md.");
        }
        if (token.headerText("alg").startsWith("HS")) {
            out.println("It is signed with a shared secret, so everybody who can verify it can make one.");
        }
    }

    private static String bound(UnverifiedToken token) {
        if (!(token.claims().get("cnf") instanceof Map<?, ?> members)) {
            return "";
        }
        List<String> keys = new ArrayList<>();
        if (members.get("jkt") != null) {
            keys.add("a DPoP key");
        }
        if (members.get("x5t#S256") != null) {
            keys.add("a client certificate");
        }
        return ", bound to " + (keys.isEmpty() ? "a key" : String.join(" and ", keys));
    }

    /** Google, Apple and Firebase have no access tokens for APIs of others, so that their ID tokens are sent to these. */
    private static boolean isWorthSettings(UnverifiedToken token, TokenKind kind) {
        boolean isForSignIn = KnownService.find(token.claimText("iss"))
                .filter(service -> List.of("Google", "Apple", "Firebase").contains(service.name()))
                .isPresent();
        return kind.isForApis() || (kind == TokenKind.ID && isForSignIn);
    }

    private void printProposal(UnverifiedToken token, Optional<SettingsProposal> proposal) {
        if (proposal.isEmpty()) {
            out.println("No settings can be proposed: " + missing(token));
            return;
        }
        SettingsProposal settings = proposal.get();
        out.println("Anybody can write this iss. If you trust that issuer, try:");
        out.println();
        out.println("    jotguard:");
        settings.properties().forEach(line -> out.println("      " + line));
        out.println();
        out.println("or verify it here:");
        out.println();
        out.println("    java -jar jotguard-cli.jar " + settings.options() + " < token.txt");
        settings.service().ifPresent(service -> out.println("More: " + PAGES + service.page()));
    }

    private static String missing(UnverifiedToken token) {
        if (token.claimText("iss").isEmpty()) {
            return "the token has no iss. See --any-issuer.";
        }
        if (token.headerText("alg").equalsIgnoreCase("none")) {
            return "the token is not signed.";
        }
        if (JwsAlgorithm.ofName(token.headerText("alg")).isEmpty()) {
            return "the token has an alg that is not supported.";
        }
        List<String> audiences = token.texts("aud");
        if (audiences.isEmpty()) {
            return "the token has no aud. Have its issuer put the identifier of your API there.";
        }
        return audiences.stream().allMatch(SettingsProposal::isOfIssuer)
                ? "aud names only a service of the issuer itself. Have the issuer put the identifier of your API there; "
                        + "in Keycloak, an audience mapper does that: " + PAGES + "keycloak.md"
                : "iss or aud has characters that do not belong into settings.";
    }

    private void printDetails(UnverifiedToken token) {
        out.println("It says of itself:");
        HEADER.forEach(name -> print(name, token.header().get(name)));
        CLAIMS.forEach(name -> print(name, token.claims().get(name)));
    }

    private void print(String name, @Nullable Object value) {
        if (value != null) {
            out.printf("    %-10s %s%n", name, TIMES.contains(name) ? time(value) : shown(value));
        }
    }

    private String time(Object value) {
        if (!(value instanceof Number seconds)) {
            return shown(value);
        }
        try {
            Instant time = Instant.ofEpochSecond(seconds.longValue());
            return time + (time.isAfter(clock.instant()) ? " (in the future)" : " (past)");
        } catch (DateTimeException outOfBounds) {
            return shown(value);
        }
    }

    private static String shown(Object value) {
        if (value instanceof List<?> several) {
            List<String> texts = new ArrayList<>();
            several.stream().limit(MAX_VALUES).forEach(one -> texts.add(shown(one)));
            return String.join(", ", texts) + (several.size() > MAX_VALUES ? ", ..." : "");
        }
        if (value instanceof Map<?, ?>) {
            return "(an object)";
        }
        String text = String.valueOf(value).replaceAll("[^ -~]", "?");
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
    }
}
