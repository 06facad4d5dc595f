package io.github.jotguard.servlet;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Creates a verifier from init-params: for one issuer, or for several with a name for each. */
final class InitParamVerifierFactory {

    private static final String ISSUERS = "issuers";
    /** The names of the parameters for a verifier of one issuer, and {@code issuers}. */
    static final List<String> NAMES = Stream.concat(Stream.of(ISSUERS), InitParamIssuerFactory.NAMES.stream())
            .toList();

    private static final Pattern ENTRY_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final InitParameters parameters;
    private final List<String> audiencesOfResource;
    private final Map<List<Object>, VerificationKeys> remoteKeys = new HashMap<>();

    /** @param audiencesOfResource the audiences of entries that have none of their own; may be empty */
    InitParamVerifierFactory(InitParameters parameters, List<String> audiencesOfResource) {
        this.parameters = parameters;
        this.audiencesOfResource = audiencesOfResource;
    }

    /**
     * Returns the names of the parameters for a verifier, including those of each entry of {@code issuers}.
     *
     * @throws ServletException if {@code issuers} cannot be read
     */
    static List<String> names(InitParameters parameters) throws ServletException {
        List<String> names = new ArrayList<>(NAMES);
        for (String entry : parameters.list(ISSUERS)) {
            InitParamIssuerFactory.NAMES.forEach(
                    name -> names.add(parameters.below(entry).nameOf(name)));
        }
        return names;
    }

    JwtVerifier verifier() throws ServletException {
        if (!parameters.has(ISSUERS)) {
            InitParamIssuerFactory factory = factory(parameters);
            return JwtVerifier.trusting(factory.build(factory.issuerBuilder()));
        }
        for (String name : InitParamIssuerFactory.NAMES) {
            if (parameters.has(name)) {
                throw parameters.wrong(
                        name, "contradicts " + ISSUERS + "; put the name of an entry and a dot before it");
            }
        }
        JwtVerifier.Builder verifier = JwtVerifier.builder();
        for (String entry : entryNames()) {
            verifier.trust(trusted(entry));
        }
        return parameters.use(ISSUERS, verifier::build);
    }

    private String[] entryNames() throws ServletException {
        String[] names = parameters.list(ISSUERS);
        boolean isReadable = Stream.of(names).allMatch(ENTRY_NAME.asMatchPredicate());
        if (!isReadable || Stream.of(names).distinct().count() < names.length) {
            throw parameters.wrong(
                    ISSUERS,
                    "must be different names of letters, digits, hyphens and underscores, such as legacy, current");
        }
        return names;
    }

    private InitParamIssuerFactory factory(InitParameters ofIssuer) {
        return new InitParamIssuerFactory(ofIssuer, remoteKeys, audiencesOfResource);
    }

    private TrustedIssuer trusted(String entry) throws ServletException {
        InitParamIssuerFactory factory = factory(parameters.below(entry));
        TrustedIssuer.Builder issuer = factory.issuerBuilder();
        parameters.use(ISSUERS, () -> issuer.name(entry));
        return factory.build(issuer);
    }
}
