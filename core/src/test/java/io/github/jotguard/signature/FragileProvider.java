package io.github.jotguard.signature;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Verifies Ed25519 as the JDK does until it is broken: from then on it fails, whatever the signature. */
public final class FragileProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private final AtomicInteger verifications = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    public FragileProvider() {
        super("Fragile", "1", "breaks on purpose");
        putService(new Service(this, "Signature", "Ed25519", "none", List.of(), null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                return new FragileSignature(Signature.getInstance("Ed25519"));
            }
        });
    }

    public void breakWith(Throwable thrown) {
        this.failure = thrown;
    }

    /** Returns the number of requested verifications. */
    public int verifications() {
        return verifications.get();
    }

    private void verifying() {
        verifications.incrementAndGet();
        if (failure != null) {
            sneak(failure);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // whatever it is
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final class FragileSignature extends PassingOnSpi {

        FragileSignature(Signature jdk) {
            super(jdk);
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            verifying();
            return super.engineVerify(signature);
        }
    }
}
