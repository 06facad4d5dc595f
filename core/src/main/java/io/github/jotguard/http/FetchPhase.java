package io.github.jotguard.http;

/** The phase of a fetch, which is named if the fetch does not end in time. */
public enum FetchPhase {
    LOOKING_UP("looking up the host"),
    CONNECTING("connecting"),
    ASKING_THE_PROXY("waiting for the proxy"),
    TLS_HANDSHAKE("in the TLS handshake"),
    WAITING("waiting for the response"),
    READING("reading the response");

    private final String words;

    FetchPhase(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
