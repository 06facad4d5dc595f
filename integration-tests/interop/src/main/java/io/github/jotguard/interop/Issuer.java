package io.github.jotguard.interop;

/** An authorization server with one issuer. */
public interface Issuer extends Server {

    /** Returns the value of {@code iss} in its access tokens. */
    String issuer();

    /** Returns the JWKS URI, at an address that this machine can reach. */
    String jwksUri();
}
