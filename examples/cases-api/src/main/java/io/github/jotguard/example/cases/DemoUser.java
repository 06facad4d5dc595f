package io.github.jotguard.example.cases;

import io.github.jotguard.example.issuer.DemoIssuer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A user to try the application with.
 *
 * @param id the {@code sub} of the token
 * @param name of nobody in particular
 * @param email under a domain that cannot exist
 * @param password random, and empty if the user was there before
 * @param token good for 15 minutes
 */
record DemoUser(String id, String name, String email, Optional<String> password, String token) {

    private static final int PASSWORD_BYTES = 9;

    /** Finds or makes the user, and has a token issued. */
    static DemoUser of(DemoIssuer issuer, String name, String email) {
        Optional<String> known = issuer.findUser(email);
        if (known.isPresent()) {
            return new DemoUser(known.get(), name, email, Optional.empty(), issuer.tokenFor(known.get()));
        }
        String password = randomPassword();
        String id = issuer.createUser(name, email, password);
        return new DemoUser(id, name, email, Optional.of(password), issuer.tokenFor(id));
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Without password and token. */
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
