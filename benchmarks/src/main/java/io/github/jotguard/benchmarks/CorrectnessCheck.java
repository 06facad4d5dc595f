package io.github.jotguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Proves before anything is timed that every contender accepts the good tokens and rejects the ten bad ones. */
final class CorrectnessCheck {

    /** They have one shared secret, so that they do not look at {@code kid}. */
    private static final List<String> SINGLE_SECRET = List.of("jotguard-JDK", "spring", "java-jwt");

    private static final String HS384_TOO =
            "HS256 fusionauth: " + Workload.ANOTHER_ALGORITHM; // its verifier takes every HMAC with its secret

    private CorrectnessCheck() {}

    /**
     * Checks all of them and says so.
     *
     * @throws IllegalStateException if one judges wrongly
     */
    static void run() throws Exception {
        List<String> faults = new ArrayList<>();
        int judged = 0;
        for (String algorithm : Contenders.ALGORITHMS) {
            for (String name : Contenders.of(algorithm)) {
                faults.addAll(faults(name, algorithm));
                judged++;
            }
        }
        faults.remove(HS384_TOO);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("not comparable:\n" + String.join("\n", faults));
        }
        System.out.println(judged + " contenders accept the good tokens and reject the ten bad ones (" + "with HS256, "
                + String.join(", ", SINGLE_SECRET)
                + " have one secret and do not look at kid, and fusionauth takes HS384 too)");
    }

    private static List<String> faults(String name, String algorithm) throws Exception {
        Workload workload = Contenders.workload(name, algorithm);
        Contender contender = Contenders.named(name, workload);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < Workload.TOKENS; i++) {
            Identity identity = contender.verify(workload.tokens().get(i));
            if (!identity.email().equals("ada.lovelace." + i + "@example.com")
                    || !identity.subject().startsWith("user" + (10_000_000 + i))) {
                faults.add(algorithm + " " + name + " reads another identity");
            }
        }
        for (Map.Entry<String, String> bad : workload.badTokens().entrySet()) {
            boolean isExpected = isAccepted(contender, bad.getValue())
                    == (bad.getKey().equals(Workload.UNKNOWN_KEY)
                            && workload.isSymmetric()
                            && SINGLE_SECRET.contains(name));
            if (!isExpected) {
                faults.add(algorithm + " " + name + ": " + bad.getKey());
            }
        }
        if (contender instanceof AutoCloseable closeable) {
            closeable.close();
        }
        return faults;
    }

    private static boolean isAccepted(Contender contender, String token) {
        try {
            contender.verify(token);
            return true;
        } catch (Exception rejected) {
            return false;
        }
    }
}
