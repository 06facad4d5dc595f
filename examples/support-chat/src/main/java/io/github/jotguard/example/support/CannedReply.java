package io.github.jotguard.example.support;

/** The reply in place of a support desk: a fixed text, which states that it is one. */
final class CannedReply {

    private CannedReply() {}

    static String to(String text) {
        return "[Canned reply] Your message of " + text.codePointCount(0, text.length())
                + " characters is stored. Nobody reads it: this application shows how a caller is identified.";
    }
}
