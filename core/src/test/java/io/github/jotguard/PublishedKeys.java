package io.github.jotguard;

import java.util.List;

/** A key source whose keys a test replaces, as a refresh would. */
final class PublishedKeys implements VerificationKeys {

    private volatile List<VerificationKey> published;
    private volatile boolean isFailing;

    PublishedKeys(VerificationKey... keys) {
        this.published = List.of(keys);
    }

    void publish(VerificationKey... keys) {
        this.published = List.of(keys);
    }

    void fail() {
        this.isFailing = true;
    }

    @Override
    public List<VerificationKey> find(JwsHeader header) {
        if (isFailing) {
            throw new IllegalStateException("the key source is broken");
        }
        return published.stream().filter(key -> key.fits(header)).toList();
    }
}
