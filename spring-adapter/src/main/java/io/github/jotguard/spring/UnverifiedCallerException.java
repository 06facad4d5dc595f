package io.github.jotguard.spring;

/**
 * A parameter of a controller method needs a token that Jotguard has verified, and this application has none to give: a mistake in its
 * configuration, so not an answer to the caller (500). Holds nothing of a token.
 */
final class UnverifiedCallerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnverifiedCallerException(String message) {
        super(message);
    }

    /** Jotguard is switched off, so nothing verifies tokens. */
    static UnverifiedCallerException switchedOff(CallerParameter parameter) {
        return new UnverifiedCallerException(parameter.description()
                + " needs a verified token, but Jotguard has no JwtVerifier here. Remove"
                + " jotguard.enabled=false or the parameter.");
    }

    /** A type that no value can be given for. */
    static UnverifiedCallerException unsupported(CallerParameter parameter) {
        return new UnverifiedCallerException(
                parameter.description() + " cannot be filled. " + CallerParameterCheck.INSTEAD);
    }

    /** Spring Security authenticated the caller by a token that our decoder has not seen. */
    static UnverifiedCallerException byForeignDecoder() {
        return new UnverifiedCallerException(
                "Spring Security authenticated this caller with a Jwt that Jotguard has not verified, so there is no"
                        + " VerifiedJwt. Let Jotguard's JwtDecoder decode the token (remove the JwtDecoder of the"
                        + " application), or take Spring Security's Jwt in place of VerifiedJwt and @CurrentUser. In"
                        + " tests, jwt() and mockJwt() need io.github.jotguard:jotguard-spring-test.");
    }
}
