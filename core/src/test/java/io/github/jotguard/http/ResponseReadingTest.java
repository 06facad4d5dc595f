package io.github.jotguard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response is read by the letter of RFC 9112 or not at all, each limit tried on both sides. */
class ResponseReadingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int MAX = 10;

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ResponseHead head(String text) throws IOException {
        return new ResponseHeadReader(bytes(text)).read();
    }

    private static String body(String response) throws IOException {
        InputStream in = bytes(response);
        return new String(ResponseBody.read(new ResponseHeadReader(in).read(), in, MAX), StandardCharsets.ISO_8859_1);
    }

    private static void assertBroken(String response, String why) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> body(response))
                .withMessage(why);
    }

    private static void assertTooLarge(String response) {
        assertThatExceptionOfType(UnusableResponseException.class)
                .isThrownBy(() -> body(response))
                .withMessage("a response of more than 10 bytes, see maxBytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 200\r\n\r\n",
                "HTTP/1.1 200 \r\n\r\n",
                "HTTP/1.1 200 \u00e4 b\r\n\r\n",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            })
    void takesAStatus(String head) throws IOException {
        assertThat(head(head).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 020 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.2 200 OK\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                " HTTP/1.1 200 OK\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "{\"keys\":[]}",
                "SSH-2.0-OpenSSH_9.2\r\n",
            })
    void takesNothingElseForHttp(String head) {
        assertBroken(head, "no HTTP response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\25\3\1", "\26\3\1"})
    void namesTls(String head) {
        assertBroken(head, "plain HTTP to a TLS port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | connection closed without a response",
                "HTT                                   | connection closed before the end of the response",
                "HTTP/1.1 200 OK                       | connection closed before the end of the response",
            })
    void namesAnEarlyEnd(String head, String why) {
        assertBroken(head, why);
    }

    @Test
    void readsFieldsWhateverTheCaseOfTheirNames() throws IOException {
        ResponseHead head = head(OK + "A:b\r\na: \t c d\t \r\nX-\u0021: \u00e4\r\nEmpty:\r\n\r\n");

        assertThat(head.fields().all("a")).containsExactly("b", "c d");
        assertThat(head.fields().first("x-!")).contains("\u00e4");
        assertThat(head.fields().first("EMPTY")).contains("");
        assertThat(head.fields().first("b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", " folded", "\tfolded", "a : b", ": b", "a b: c", "\u00e4: b"})
    void rejectsWhatIsNoField(String line) {
        assertBroken(OK + "A: b\r\n" + line + "\r\n\r\n", "a response with a malformed header field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b\0", "a: b\rc", "a: \u0001", "a: \u007f", "a: b\r"})
    void rejectsControlCharacters(String line) {
        assertBroken(OK + line + "\r\n\r\n", "a response head with control characters");
    }

    @Test
    void limitsALine() throws IOException {
        String name = "a: ";
        String fits = "b".repeat(ResponseHeadReader.MAX_LINE - name.length());

        assertThat(head(OK + name + fits + "\r\n\r\n").fields().first("a")).contains(fits);
        assertThat(head(OK + name + fits + "\n\n").fields().first("a")).contains(fits);
        String why = "a response with a line of more than 16384 bytes";
        assertBroken(OK + name + fits + "b\r\n\r\n", why);
        assertBroken(OK + name + fits + "b\n\n", why);
    }

    @Test
    void limitsTheFields() throws IOException {
        String most = OK + "a: b\r\n".repeat(ResponseHeadReader.MAX_FIELDS);

        assertThat(head(most + "\r\n").fields().size()).isEqualTo(128);
        assertBroken(most + "a: b\r\n\r\n", "a response of more than 128 header fields");
    }

    @Test
    void limitsTheHead() throws IOException {
        String line = "a: " + "b".repeat(9_995) + "\r\n";
        String begin = OK + line.repeat(6);
        int left = ResponseHeadReader.MAX_BYTES - begin.length() - "a: \r\n\r\n".length();

        assertThat(head(begin + "a: " + "b".repeat(left) + "\r\n\r\n").fields().size())
                .isEqualTo(7);
        assertBroken(
                begin + "a: " + "b".repeat(left + 1) + "\r\n\r\n", "a response head or framing of too " + "many bytes");
    }

    @Test
    void limitsInterimResponses() throws IOException {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(ResponseHeadReader.MAX_INTERIM);

        assertThat(head(interim + OK + "\r\n").isOk()).isTrue();
        assertBroken(interim + "HTTP/1.1 100 Continue\r\n\r\n" + OK + "\r\n", "more than 8 interim responses");
        assertThat(head("HTTP/1.1 101 Switching Protocols\r\n\r\n").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\n\r\nabcd",
                "Content-Length: 003\r\n\r\nabc",
                "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "\r\nabc",
                "Connection: close\r\n\r\nabc",
                "Transfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\na\r\n02 ; c\r\nbc\r\n000\r\nTrailer: d\r\n\r\nrest",
            })
    void findsTheEndOfABody(String rest) throws IOException {
        assertThat(body(OK + rest)).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 3~Content-Length: 4                    | a response with conflicting lengths",
                "Content-Length: 3~Transfer-Encoding: chunked           | a response with conflicting lengths",
                "Content-Length: 3, 3                                   | a response with a malformed length",
                "Content-Length: -1                                     | a response with a malformed length",
                "Content-Length: +3                                     | a response with a malformed length",
                "Content-Length: 0x3                                    | a response with a malformed length",
                "Content-Length:                                        | a response with a malformed length",
                "Content-Length: 4                                      | connection closed before the end of the"
                        + " response",
                "Transfer-Encoding: gzip                                | a response with an unknown transfer coding",
                "Transfer-Encoding: gzip, chunked                       | a response with an unknown transfer coding",
                "Transfer-Encoding: chunked~Transfer-Encoding: chunked  | a response with an unknown transfer coding",
                "Transfer-Encoding:                                     | a response with an unknown transfer coding",
            })
    void rejectsALengthThatIsNotClear(String fields, String why) {
        assertBroken(OK + fields.replace("~", "\r\n") + "\r\n\r\nabc", why);
    }

    @Test
    void rejectsChunksOfHttp10() {
        assertBroken(
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "a response with conflicting lengths");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x~                | a response with malformed chunks",
                "~                 | a response with malformed chunks",
                "-1~               | a response with malformed chunks",
                "0x1~a~0~~         | a response with malformed chunks",
                "1 a~b~0~~         | a response with malformed chunks",
                "1~ab~0~~          | a response with malformed chunks",
                "1234567890123456~ | a response with malformed chunks",
                "3~ab              | connection closed before the end of the response",
                "3~abc~            | connection closed before the end of the response",
                "3~abc~0~          | connection closed before the end of the response",
            })
    void rejectsBrokenChunks(String chunks, String why) {
        assertBroken(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks.replace("~", "\r\n"), why);
    }

    @Test
    void limitsABody() throws IOException {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";

        assertThat(body(OK + "\r\n0123456789")).hasSize(MAX);
        assertThat(body(OK + "Content-Length: 10\r\n\r\n0123456789")).hasSize(MAX);
        assertThat(body(chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n")).hasSize(MAX);
        assertTooLarge(OK + "\r\n0123456789a");
        assertTooLarge(OK + "Content-Length: 11\r\n\r\n");
        assertTooLarge(OK + "Content-Length: 99999999999999999999\r\n\r\n");
        assertTooLarge(chunked + "5\r\n01234\r\n6\r\n");
        assertTooLarge(chunked + "fffffffffffffff\r\n");
    }

    @Test
    void limitsWhatStandsAroundChunks() throws IOException {
        String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
        String extension = "1;" + "a".repeat(ChunkedBody.MAX_LINE - 2);
        String trailers = "a: b\r\n".repeat(ChunkedBody.MAX_TRAILERS);

        assertThat(body(chunked + extension + "\r\na\r\n0\r\n\r\n")).isEqualTo("a");
        assertBroken(chunked + extension + "a\r\na\r\n0\r\n\r\n", "a response with a line of more than 1024 bytes");
        assertThat(body(chunked + "0\r\n" + trailers + "\r\n")).isEmpty();
        assertBroken(chunked + "0\r\n" + trailers + "a: b\r\n\r\n", "a response of more than 128 trailer fields");
    }

    @Test
    void limitsAllLinesAroundChunks() throws IOException {
        String line = "1;" + "a".repeat(1_020) + "\r\n";
        int perChunk = line.length() + 2;
        int chunks = (ChunkedBody.MAX_FRAMING - "0\r\n\r\n".length()) / perChunk;

        assertThat(new ChunkedBody(bytes((line + "a\r\n").repeat(chunks) + "0\r\n\r\n"), 1_000_000).read())
                .hasSize(chunks);
        assertThatExceptionOfType(NoResponseException.class)
                .isThrownBy(() ->
                        new ChunkedBody(bytes((line + "a\r\n").repeat(chunks + 1) + "0\r\n\r\n"), 1_000_000).read())
                .withMessage("a response head or framing of too many bytes");
    }
}
