package io.github.jotguard.logging;

import java.lang.reflect.UndeclaredThrowableException;

/**
 * Keeps the interrupt of a thread when a failure of somebody else's code is caught. Code can throw an
 * {@link InterruptedException} that it does not declare, such as Kotlin or a proxy.
 */
public final class Interrupts {

    private Interrupts() {}

    /** Sets the interrupt status of this thread again if the failure is an interrupt, which has cleared it. */
    public static void keep(Throwable failure) {
        Throwable thrown =
                failure instanceof UndeclaredThrowableException proxy ? proxy.getUndeclaredThrowable() : failure;
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
