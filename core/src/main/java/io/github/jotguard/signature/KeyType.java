package io.github.jotguard.signature;

/** The {@code kty} of a key (RFC 7518 §6.1, RFC 8037 §2). */
public enum KeyType {
    RSA,
    EC,
    OKP,
    OCT
}
