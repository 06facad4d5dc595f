package io.github.jotguard.interop;

import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestDpopProof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A good request with a bound token and its proof, to be changed. Each verifier has its own address and tokens. */
final class ProvenRequest {

    /** Which token is sent. */
    enum Token {
        /** Bound to the key of the proof. */
        BOUND,
        /** Bound to another key. */
        OF_ANOTHER_KEY,
        /** Bound to no key. */
        UNBOUND,
        /** Bound to the key, with one character changed. */
        TAMPERED
    }

    /** The key of a good proof. */
    static final String DEFAULT_KEY = "ES256";

    /** The key of another client. */
    static final String ANOTHER_KEY = "EdDSA";

    String scheme = "DPoP";
    String method = "GET";
    String key = DEFAULT_KEY;
    Token token = Token.BOUND;
    boolean isReplayed;
    Function<String, List<String>> headers = List::of;
    private UnaryOperator<String> text = proof -> proof;
    private final List<BiConsumer<TestDpopProof, Good>> changes = new ArrayList<>();

    /** The values in a good proof of the request. */
    record Good(String id, String method, String uri, long second, String tokenHash) {}

    ProvenRequest proof(BiConsumer<TestDpopProof, Good> change) {
        changes.add(change);
        return this;
    }

    /** Changes the proof as it is sent. */
    ProvenRequest text(UnaryOperator<String> change) {
        text = change;
        return this;
    }

    /**
     * Returns the values of the {@code DPoP} headers.
     *
     * @param base what the verifier requires of every proof
     */
    List<String> proofs(TestDpopKey holder, String address, String sentToken, Consumer<TestDpopProof> base) {
        Good good = new Good(
                UUID.randomUUID().toString(),
                method,
                address,
                Instant.now().getEpochSecond(),
                Pkce.base64(Pkce.sha256(sentToken)));
        String proof = holder.proof(method, address, sentToken, made -> {
            made.claim("jti", good.id());
            base.accept(made);
            changes.forEach(change -> change.accept(made, good));
        });
        return headers.apply(text.apply(proof));
    }
}
