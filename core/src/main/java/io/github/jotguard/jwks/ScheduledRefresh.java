package io.github.jotguard.jwks;

import java.lang.ref.WeakReference;

/**
 * A scheduled look at what is due that does not keep a key set alive: one that nobody holds any more and nobody closed is not refreshed for
 * ever, and its timeline ends with it.
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
