package io.github.jotguard.jwks;

import java.lang.ref.WeakReference;

/**
 * A scheduled check for a due refresh that does not keep a key set alive. A set that nobody holds and nobody closed is
 * no longer refreshed, and its timeline ends.
 */
final class ScheduledRefresh implements Runnable {

    private final WeakReference<JwkSetRefresher> refresher;
    private final RefreshScheduler timeline;

    ScheduledRefresh(JwkSetRefresher refresher, RefreshScheduler timeline) {
        this.refresher = new WeakReference<>(refresher);
        this.timeline = timeline;
    }

    @Override
    public void run() {
        JwkSetRefresher held = refresher.get();
        if (held == null) {
            timeline.close();
        } else {
            held.tick();
        }
    }
}
