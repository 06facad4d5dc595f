package io.github.jotguard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is compressed although it was requested uncompressed. */
class ContentCodingTest {

    private static final byte[] TEXT = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);

    private static ContentCoding coding(String... values) throws UnusableResponseException {
        HeaderFields fields = new HeaderFields();
        for (String value : values) {
            fields.add("Content-Encoding", value);
        }
        return ContentCoding.of(fields);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(bytes)) {
            deflate.write(text);
        }
        return bytes.toByteArray();
    }

    /** The same with other flags and optional fields in its header. */
    private static byte[] withHeader(byte[] gzip, int flags, String optional) {
        byte[] more = HexFormat.of().parseHex(optional);
        byte[] file = new byte[gzip.length + more.length];
        System.arraycopy(gzip, 0, file, 0, 10);
        System.arraycopy(more, 0, file, 10, more.length);
        System.arraycopy(gzip, 10, file, 10 + more.length, gzip.length - 10);
        file[3] = (byte) flags;
        return file;
    }

    private static void assertBroken(ContentCoding coding, byte[] body) {
        assertThatExceptionOfType(UnusableResponseException.class)
                .isThrownBy(() -> coding.decode(body, 1_000))
                .withMessageStartingWith("a response that is not the ");
    }

    @ParameterizedTest
    @CsvSource({"gzip, GZIP", "GZip, GZIP", "x-gzip, GZIP", "deflate, DEFLATE", "identity, IDENTITY", "'', IDENTITY"})
    void hasAName(String name, ContentCoding coding) throws UnusableResponseException {
        assertThat(coding(name)).isEqualTo(coding);
        assertThat(coding()).isEqualTo(ContentCoding.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource({
        "br, br",
        "zstd, zstd",
        "'gzip, gzip', something unknown",
        "'a\u00e4', something unknown",
        "aes128gcm, aes128gcm"
    })
    void isNamedIfItIsNotKnown(String name, String shown) {
        assertThatExceptionOfType(UnusableResponseException.class)
                .isThrownBy(() -> coding(name))
                .withMessage("a response compressed with " + shown + " although it was requested uncompressed");
    }

    @Test
    void isOneAlone() {
        assertThatExceptionOfType(UnusableResponseException.class).isThrownBy(() -> coding("gzip", "gzip"));
    }

    @Test
    void isUndone() throws IOException {
        assertThat(ContentCoding.GZIP.decode(gzip(TEXT), 1_000)).isEqualTo(TEXT);
        assertThat(ContentCoding.DEFLATE.decode(deflate(TEXT), 1_000)).isEqualTo(TEXT);
        assertThat(ContentCoding.IDENTITY.decode(TEXT, 1_000)).isEqualTo(TEXT);
        assertThat(ContentCoding.GZIP.decode(gzip(new byte[0]), 1_000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "4, 0300616263", "8, 6100", "16, 6100", "2, 0000", "31, 01006161006100abcd"})
    void mayHaveOptionalFields(int flags, String fields) throws IOException {
        assertThat(ContentCoding.GZIP.decode(withHeader(gzip(TEXT), flags, fields), 1_000))
                .isEqualTo(TEXT);
    }

    @Test
    void mayHaveAnExtraFieldOfMoreThan255Bytes() throws IOException {
        byte[] field = withHeader(gzip(TEXT), 4, "0201" + "61".repeat(258));

        assertThat(ContentCoding.GZIP.decode(field, 1_000)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void isRejectedWithANameOrCommentThatDoesNotEnd(int flags) {
        byte[] file = HexFormat.of().parseHex("1f8b080000000000000061616161616161616161");
        file[3] = (byte) flags;

        assertBroken(ContentCoding.GZIP, file);
    }

    @ParameterizedTest
    @CsvSource({"32, ''", "64, ''", "128, ''", "4, ffff", "8, ''"})
    void isRejectedWithABrokenHeader(int flags, String fields) throws IOException {
        assertBroken(ContentCoding.GZIP, withHeader(gzip(TEXT), flags, fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1f", "1f8b", "1f8b08000000000000ff", "1f8b080000000000000003000000000000000000"})
    void isRejectedWithoutContent(String hex) {
        assertBroken(
                ContentCoding.GZIP, Arrays.copyOf(HexFormat.of().parseHex(hex), Math.max(0, hex.length() / 2 - 1)));
    }

    @Test
    void isRejectedIfItIsCutOrChangedAnywhere() throws IOException {
        byte[] file = gzip(TEXT);
        for (int length = 0; length < file.length; length++) {
            assertBroken(ContentCoding.GZIP, Arrays.copyOf(file, length));
        }
        for (int i = file.length - 8; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 1;
            assertBroken(ContentCoding.GZIP, changed);
        }
        byte[] zlib = deflate(TEXT);
        for (int length = 0; length < zlib.length; length++) {
            assertBroken(ContentCoding.DEFLATE, Arrays.copyOf(zlib, length));
        }
        assertBroken(ContentCoding.GZIP, zlib);
        assertBroken(ContentCoding.DEFLATE, file);
        assertBroken(ContentCoding.GZIP, TEXT);
    }

    @Test
    void isRejectedWithMoreBehindIt() throws IOException {
        byte[] file = gzip(TEXT);
        byte[] twice = Arrays.copyOf(file, file.length * 2);
        System.arraycopy(file, 0, twice, file.length, file.length);

        assertBroken(ContentCoding.GZIP, twice);
        assertBroken(ContentCoding.GZIP, Arrays.copyOf(file, file.length + 1));
        byte[] zlib = deflate(TEXT);
        assertBroken(ContentCoding.DEFLATE, Arrays.copyOf(zlib, zlib.length + 1));
    }

    @Test
    void isUndoneUpToTheLimit() throws IOException {
        assertThat(ContentCoding.GZIP.decode(gzip(new byte[100_000]), 100_000)).hasSize(100_000);
        assertThat(ContentCoding.DEFLATE.decode(deflate(new byte[100_000]), 100_000))
                .hasSize(100_000);
        for (byte[] bomb : new byte[][] {gzip(new byte[100_001]), deflate(new byte[100_001])}) {
            ContentCoding coding = bomb[0] == 0x1f ? ContentCoding.GZIP : ContentCoding.DEFLATE;
            assertThatExceptionOfType(UnusableResponseException.class)
                    .isThrownBy(() -> coding.decode(bomb, 100_000))
                    .withMessage("a response of more than 100000 bytes, see maxBytes");
        }
    }
}
