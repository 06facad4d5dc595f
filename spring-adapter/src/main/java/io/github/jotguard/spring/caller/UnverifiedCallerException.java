package io.github.jotguard.spring.caller;

/**
 * Signals that a parameter of a controller method needs a token that Jotguard has verified, and this application has
 * none. This is a mistake in its configuration, so the response is 500. Holds nothing of a token.
 *
 * <p>Internal: may change without notice.
 */
public final class UnverifiedCallerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnverifiedCallerException(String message) {
        super(message);
    }

    /** Creates the exception for Jotguard switched off, so that nothing verifies tokens. */
    static UnverifiedCallerException switchedOff(CallerParameter parameter) {
        return new UnverifiedCallerException(parameter.description()
                + " needs a verified token, but Jotguard has no JwtVerifier here. Remove"
                + " jotguard.enabled=false or the parameter.");
    }

    /** Creates the exception for a type that cannot be filled. */
    static UnverifiedCallerException unsupported(CallerParameter parameter) {
        return new UnverifiedCallerException(
                parameter.description() + " cannot be filled. " + CallerParameterCheck.INSTEAD);
    }

    /** Creates the exception for a caller that Spring Security authenticated by a token of another decoder. */
    public static UnverifiedCallerException byForeignDecoder() {
        return new UnverifiedCallerException(
                "Spring Security authenticated this caller with a Jwt that Jotguard has not verified, so there is no"
                        + " VerifiedJwt. Let Jotguard's JwtDecoder decode the token (remove the JwtDecoder of the"
                        + " application), or take Spring Security's Jwt in place of VerifiedJwt and @CurrentUser. In"
                        + " tests, jwt() and mockJwt() need io.github.jotguard:jotguard-spring-test.");
    }
}
