package io.github.jotguard.json;

/** A place in a JSON text in UTF-8, and the single steps from there (RFC 8259 §2). Not thread-safe. */
final class JsonCursor {

    final byte[] text;
    int position;

    JsonCursor(byte[] text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return position == text.length;
    }

    byte next() {
        if (isAtEnd()) {
            throw malformed("unexpected end");
        }
        return text[position++];
    }

    /** Returns the next byte without reading it; -1 at the end. */
    int peek() {
        return isAtEnd() ? -1 : text[position];
    }

    void expect(char expected) {
        if (next() != expected) {
            throw malformed("unexpected character");
        }
    }

    void expect(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            expect(expected.charAt(i));
        }
    }

    void skipWhiteSpace() {
        while (position < text.length) {
            byte c = text[position];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) { // the first is nearly always enough
                return;
            }
            position++;
        }
    }

    static MalformedTextException malformed(String why) {
        return new MalformedTextException(why);
    }
}
