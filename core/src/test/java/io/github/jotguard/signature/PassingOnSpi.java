package io.github.jotguard.signature;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Passes key and text on to another engine; what becomes of its verdict is for the test to say. */
public abstract class PassingOnSpi extends VerifyingSpi {

    private final Signature other;

    public PassingOnSpi(Signature other) {
        this.other = other;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        other.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
        other.update(b);
    }

    @Override
    protected void engineUpdate(byte[] text, int from, int length) throws SignatureException {
        other.update(text, from, length);
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        return other.verify(signature);
    }
}
