package io.github.jotguard.jwks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** A certificate (RFC 5280 §4.1) as a test wants it, signed with ECDSA: written byte by byte, because the JDK has no API for it. */
public final class TestCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int IP_ADDRESS = 0x87;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;

    private static final byte[] ECDSA_WITH_SHA256 = tlv(SEQUENCE, bytes("06082a8648ce3d040302"));
    private static final byte[] COMMON_NAME = bytes("0603550403");
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = bytes("0603551d11");
    private static final byte[] BASIC_CONSTRAINTS_OF_AUTHORITY =
            tlv(SEQUENCE, bytes("0603551d13"), bytes("0101ff"), bytes("040530030101ff"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Instant now;
    private Duration from = Duration.ZERO;
    private Duration to = Duration.ZERO;
    private byte[] extension = {};
    private String subject = "server";

    public TestCertificate(Instant now) {
        this.now = now;
    }

    public TestCertificate valid(Duration fromNow, Duration toNow) {
        this.from = fromNow;
        this.to = toNow;
        return this;
    }

    TestCertificate address(int... octets) {
        byte[] address = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            address[i] = (byte) octets[i];
        }
        byte[] names = tlv(SEQUENCE, tlv(IP_ADDRESS, address));
        this.extension = tlv(SEQUENCE, SUBJECT_ALTERNATIVE_NAME, tlv(OCTET_STRING, names));
        return this;
    }

    public TestCertificate ofAuthority() {
        this.subject = "authority";
        this.extension = BASIC_CONSTRAINTS_OF_AUTHORITY;
        return this;
    }

    public X509Certificate signedBy(KeyPair issuer, PublicKey key) throws GeneralSecurityException {
        byte[] certificate = tlv(
                SEQUENCE,
                tlv(VERSION, tlv(INTEGER, bytes("02"))),
                tlv(INTEGER, bytes("01")),
                ECDSA_WITH_SHA256,
                name("authority"),
                tlv(SEQUENCE, time(from), time(to)),
                name(subject),
                key.getEncoded(),
                tlv(EXTENSIONS, tlv(SEQUENCE, extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(certificate);
        byte[] signed = tlv(SEQUENCE, certificate, ECDSA_WITH_SHA256, tlv(BIT_STRING, bytes("00"), signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
    }

    private byte[] time(Duration fromNow) {
        return tlv(UTC_TIME, TIME.format(now.plus(fromNow)).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] name(String commonName) {
        byte[] text = tlv(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
        return tlv(SEQUENCE, tlv(SET, tlv(SEQUENCE, COMMON_NAME, text)));
    }

    /** Tag, length and value of DER (ITU-T X.690 §8.1); up to 65,535 bytes. */
    private static byte[] tlv(int tag, byte[]... values) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : values) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream tlv = new ByteArrayOutputStream();
        tlv.write(tag);
        if (value.size() > 0xff) {
            tlv.write(0x82);
            tlv.write(value.size() >> 8);
        } else if (value.size() > 0x7f) {
            tlv.write(0x81);
        }
        tlv.write(value.size());
        tlv.writeBytes(value.toByteArray());
        return tlv.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
