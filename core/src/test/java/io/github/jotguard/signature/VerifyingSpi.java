package io.github.jotguard.signature;

import java.security.PrivateKey;
import java.security.SignatureSpi;

/** An engine of a test that can verify and nothing else. */
public abstract class VerifyingSpi extends SignatureSpi {

    @Override
    protected void engineInitSign(PrivateKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineSign() {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException();
    }
}
