package io.github.jotguard.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Header and trailer of a gzip file with one member (RFC 1952 §2.3). The JDK's stream recurses for each further member.
 */
final class GzipFormat {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int CRC_OF_HEADER = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private GzipFormat() {}

    static boolean hasMagic(byte[] file) {
        return file.length > 1 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b;
    }

    /** Returns the offset of the deflated data; empty if this is not a gzip file. */
    static Optional<Integer> dataOffset(byte[] file) {
        if (file.length < HEADER + TRAILER || !hasMagic(file) || file[2] != 8 || (file[3] & RESERVED) != 0) {
            return Optional.empty();
        }
        int flags = file[3];
        int offset = HEADER;
        if ((flags & EXTRA) != 0) {
            offset += 2 + (file[offset] & 0xff) + ((file[offset + 1] & 0xff) << 8);
        }
        if ((flags & NAME) != 0) {
            offset = afterZero(file, offset);
        }
        if ((flags & COMMENT) != 0) {
            offset = afterZero(file, offset);
        }
        if ((flags & CRC_OF_HEADER) != 0) {
            offset += 2;
        }
        return offset < file.length ? Optional.of(offset) : Optional.empty();
    }

    private static int afterZero(byte[] file, int from) {
        int offset = from;
        while (offset < file.length && file[offset] != 0) {
            offset++;
        }
        return offset + 1;
    }

    /** Returns whether the rest of the file is the checksum and the length of this content. */
    static boolean isTrailer(byte[] file, int from, byte[] content) {
        if (file.length - from != TRAILER) {
            return false;
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        ByteBuffer trailer = ByteBuffer.wrap(file, from, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        return trailer.getInt() == (int) sum.getValue() && trailer.getInt() == content.length;
    }
}
