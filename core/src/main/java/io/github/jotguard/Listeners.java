package io.github.jotguard;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners as one that cannot fail: a broken metric must not decide about a token. */
final class Listeners implements VerificationListener {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<VerificationListener> listeners;

    Listeners(List<VerificationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void accepted(VerifiedJwt jwt) {
        tell(listener -> listener.accepted(jwt));
    }

    @Override
    public void rejected(RejectionReason reason) {
        tell(listener -> listener.rejected(reason));
    }

    @Override
    public void keysUnavailable() {
        tell(VerificationListener::keysUnavailable);
    }

    @Override
    public void keysRefreshed(KeysStatus status) {
        tell(listener -> listener.keysRefreshed(status));
    }

    @Override
    public void keysRefreshFailed(KeysStatus status) {
        tell(listener -> listener.keysRefreshFailed(status));
    }

    private void tell(Consumer<VerificationListener> event) {
        for (VerificationListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable failure) {
                LOG.warn(
                        "A verification listener failed: {}", failure.getClass().getName());
            }
        }
    }
}
