package io.github.jotguard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Converts a claim to a Java type, if it has that type and no information is lost. */
final class ClaimTypes {

    private ClaimTypes() {}

    static <T> @Nullable T as(Class<T> type, @Nullable Object claim) {
        Object converted = claim instanceof Number number ? number(type, number) : claim;
        return type.isInstance(converted) ? type.cast(converted) : null;
    }

    private static @Nullable Object number(Class<?> type, Number number) {
        if (type.isInstance(number)) {
            return number;
        }
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
        try {
            if (type == Integer.class) {
                return exact.intValueExact();
            }
            if (type == Long.class) {
                return exact.longValueExact();
            }
        } catch (ArithmeticException lossy) {
            return null;
        }
        if (type == Double.class) {
            double nearest = exact.doubleValue();
            return Double.isInfinite(nearest) ? null : nearest;
        }
        return type == BigDecimal.class ? exact : null;
    }
}
