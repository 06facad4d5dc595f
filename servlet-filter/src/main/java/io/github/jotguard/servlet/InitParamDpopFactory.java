package io.github.jotguard.servlet;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.settings.EditDistance;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Creates the rules for DPoP proofs from init-params. */
final class InitParamDpopFactory {

    static final String DPOP = "dpop";
    static final String DPOP_ALGORITHMS = "dpopAlgorithms";
    static final String DPOP_NONCE = "dpopNonce";
    static final String DPOP_NONCE_SECRET_ENV = "dpopNonceSecretEnv";
    static final String PUBLIC_ORIGIN = "publicOrigin";
    static final String REPLAY_STORE_ATTRIBUTE = "replayStoreAttribute";

    /** The names of all parameters that are read here. */
    static final List<String> NAMES =
            List.of(DPOP, DPOP_ALGORITHMS, DPOP_NONCE, DPOP_NONCE_SECRET_ENV, PUBLIC_ORIGIN, REPLAY_STORE_ATTRIBUTE);

    private final InitParameters parameters;
    private final ServletContext context;

    InitParamDpopFactory(InitParameters parameters, ServletContext context) {
        this.parameters = parameters;
        this.context = context;
    }

    DpopSettings settings() throws ServletException {
        Optional<String> name = parameters.text(DPOP);
        DpopMode mode = DpopMode.ofName(name.orElse(DpopMode.REJECT.settingName()))
                .orElseThrow(() -> parameters.wrong(DPOP, "must be reject, accept or require"));
        if (mode == DpopMode.REJECT) {
            rejectWithoutEffect();
            return DpopSettings.of(mode);
        }
        DpopSettings.Builder settings = DpopSettings.builder(mode);
        addAlgorithms(settings);
        addNonce(settings);
        Optional<String> origin = parameters.text(PUBLIC_ORIGIN);
        if (origin.isPresent()) {
            parameters.use(PUBLIC_ORIGIN, () -> settings.publicOrigin(origin.get()));
        }
        if (parameters.has(REPLAY_STORE_ATTRIBUTE)) {
            settings.replayStore(parameters.contextAttribute(REPLAY_STORE_ATTRIBUTE, ReplayStore.class, context));
        }
        return settings.build();
    }

    private void rejectWithoutEffect() throws ServletException {
        for (String name : NAMES) {
            if (!name.equals(DPOP) && parameters.has(name)) {
                throw parameters.wrong(
                        name, "has no effect without " + DPOP + "; set that to accept or require, or remove it");
            }
        }
    }

    private void addAlgorithms(DpopSettings.Builder settings) throws ServletException {
        if (parameters.has(DPOP_ALGORITHMS)) {
            JwsAlgorithm[] algorithms = algorithms(DPOP_ALGORITHMS, parameters);
            parameters.use(DPOP_ALGORITHMS, () -> settings.algorithms(algorithms));
        }
    }

    /** Returns the algorithms that a parameter names. */
    static JwsAlgorithm[] algorithms(String parameter, InitParameters parameters) throws ServletException {
        List<String> all = Arrays.stream(JwsAlgorithm.values()).map(Enum::name).toList();
        String[] names = parameters.list(parameter);
        JwsAlgorithm[] algorithms = new JwsAlgorithm[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            algorithms[i] = JwsAlgorithm.ofName(name)
                    .orElseThrow(() -> parameters.wrong(
                            parameter,
                            "names an unknown algorithm; did you mean " + EditDistance.nearest(name, all) + "?"));
        }
        return algorithms;
    }

    private void addNonce(DpopSettings.Builder settings) throws ServletException {
        if (parameters.has(DPOP_NONCE_SECRET_ENV) && !parameters.flag(DPOP_NONCE)) {
            throw parameters.wrong(
                    DPOP_NONCE_SECRET_ENV, "has no effect without " + DPOP_NONCE + "=true; set that or remove it");
        }
        if (parameters.has(DPOP_NONCE_SECRET_ENV)) {
            byte[] secret =
                    parameters.environmentVariable(DPOP_NONCE_SECRET_ENV).getBytes(StandardCharsets.UTF_8);
            parameters.use(DPOP_NONCE_SECRET_ENV, () -> settings.requireNonce(secret));
        } else if (parameters.flag(DPOP_NONCE)) {
            settings.requireNonce();
        }
    }
}
