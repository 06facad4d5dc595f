package io.github.jotguard.servlet;

import io.github.jotguard.logging.SafeLogging;
import java.util.regex.Pattern;

/**
 * The text of a setting for a log line: an address without its user info, query and fragment, which may hold a secret.
 */
final class PublicAddress {

    private static final int MAX_LENGTH = 200;
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

    private PublicAddress() {}

    static String of(String text) {
        String withoutUser = USER_INFO.matcher(text).replaceFirst("//");
        return SafeLogging.printable(QUERY_OR_FRAGMENT.matcher(withoutUser).replaceFirst(""), MAX_LENGTH);
    }
}
