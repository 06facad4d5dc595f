package io.github.jotguard.bearer;

/** Writes a problem document (RFC 9457) without a JSON library. */
public final class ProblemDocument {

    /** The media type of the document. */
    public static final String CONTENT_TYPE = "application/problem+json";

    /** The length of what is not title, code and detail, at most; escapes may be more. */
    private static final int FRAME = 80;

    private ProblemDocument() {}

    /**
     * Returns the document as JSON.
     *
     * @param status the HTTP status
     * @param code a member that RFC 9457 does not define: a stable name of the cause
     * @param detail a sentence for people
     */
    public static String json(int status, String code, String detail) {
        String title = title(status);
        StringBuilder json = new StringBuilder(FRAME + title.length() + code.length() + detail.length());
        JsonText.append(json.append("{\"type\":\"about:blank\",\"title\":"), title);
        JsonText.append(json.append(",\"status\":").append(status).append(",\"code\":"), code);
        return JsonText.append(json.append(",\"detail\":"), detail).append('}').toString();
    }

    /** Returns the title of the status, which is that of {@code about:blank} (RFC 9457 §4.2.1). */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Client Error" : "Server Error";
        };
    }
}
