package io.github.jotguard.jwks;

import java.lang.ref.WeakReference;

/**
 * A scheduled check for a due refresh that does not keep a key set alive. A set that nobody holds and nobody closed is
 * no longer refreshed, and its scheduler ends.
 */
final class ScheduledRefresh implements Runnable {

    private final WeakReference<JwkSetRefresher> refresher;
    private final RefreshScheduler scheduler;

    ScheduledRefresh(JwkSetRefresher refresher, RefreshScheduler scheduler) {
        this.refresher = new WeakReference<>(refresher);
        this.scheduler = scheduler;
    }

    @Override
    public void run() {
        JwkSetRefresher held = refresher.get();
        if (held == null) {
            scheduler.close();
        } else {
            held.refreshWhenDue();
        }
    }
}
