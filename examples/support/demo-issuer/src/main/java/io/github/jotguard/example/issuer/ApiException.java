package io.github.jotguard.example.issuer;

import java.io.Serial;
import java.util.Locale;

/** A request that is answered with an error. Everything in it is shown to the client. */
final class ApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiException(int status, String code, String message) {
        super(message, null, false, false); // normal operation: no stack trace
        this.status = status;
        this.code = code;
    }

    /** A field that is missing or of the wrong kind; {@code path} is the name of the field and never its value. */
    static ApiException invalid(String path, String problem) {
        return new ApiException(400, "VALIDATION_ERROR", String.format(Locale.ROOT, "[%s] %s", path, problem));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Never null, as that of any other throwable may be. */
    String text() {
        return String.valueOf(getMessage());
    }
}
