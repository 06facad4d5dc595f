package io.github.jotguard.jwks;

import io.github.jotguard.http.NoResponseException;
import io.github.jotguard.jwk.MalformedJwkSetException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Names the cause of a failed fetch in fixed words, for the default fetcher and for others. Messages of other libraries
 * are not repeated, because they may quote the response.
 */
final class FailureWords {

    static final int MAX_CHAIN = 16;
    private static final String NOT_ACCEPTED = "certificate not accepted";
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]{1,40})");
    private static final Pattern OTHER_NAME = Pattern.compile("^No (name matching|subject alternative) .*");

    private static final Pattern SOCKS_PASSWORD =
            Pattern.compile("SOCKS ?: ?(authentication failed|No acceptable methods).*");

    private FailureWords() {}

    /** Returns the words for a failure. Never fails, even if the methods of an exception do. */
    static String of(Throwable failure) {
        try {
            return words(chain(failure));
        } catch (Throwable broken) {
            return failure.getClass().getSimpleName();
        }
    }

    private static String words(List<Throwable> chain) {
        for (Throwable cause : chain) {
            if (isOurs(cause) && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        if (chain.stream().anyMatch(FailureWords::isCertificateOfNoUse)) {
            return NOT_ACCEPTED;
        }
        Collections.reverse(chain); // the deepest cause is the most specific one
        return chain.stream()
                .flatMap(cause -> words(cause).stream())
                .findFirst()
                .orElseGet(() -> chain.get(0).getClass().getSimpleName());
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = failure;
        while (next != null && chain.size() < MAX_CHAIN) {
            chain.add(next);
            next = next.getCause();
        }
        return chain;
    }

    private static boolean isOurs(Throwable cause) {
        return cause instanceof JwkSetFetchException
                || cause instanceof NoResponseException
                || cause instanceof MalformedJwkSetException;
    }

    /**
     * Returns whether a certificate was rejected for its algorithm, or because its status is not known. The causes below
     * are those of another certificate or another server.
     */
    private static boolean isCertificateOfNoUse(Throwable cause) {
        return cause instanceof CertPathValidatorException invalid
                && (invalid.getReason() == BasicReason.ALGORITHM_CONSTRAINED
                        || invalid.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS);
    }

    private static Optional<String> words(Throwable cause) {
        return ofCertificate(cause).or(() -> ofTls(cause)).or(() -> ofNetwork(cause));
    }

    private static Optional<String> ofCertificate(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("certificate expired");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("certificate not yet valid");
        }
        if (cause instanceof CertificateRevokedException) {
            return Optional.of("certificate revoked");
        }
        if (cause instanceof InvalidAlgorithmParameterException) {
            return Optional.of("certificate not trusted, because the trust store is empty");
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return Optional.of("certificate not trusted");
        }
        if (cause instanceof CertificateException) {
            boolean isOtherName = OTHER_NAME.matcher(message(cause)).matches();
            return Optional.of(isOtherName ? "certificate of another name" : NOT_ACCEPTED);
        }
        return Optional.empty();
    }

    private static Optional<String> ofTls(Throwable cause) {
        if (!(cause instanceof SSLException)) {
            return Optional.empty();
        }
        String message = message(cause);
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return Optional.of("TLS rejected by the server (" + alert.group(1) + ")");
        }
        if (message.startsWith("Unsupported or unrecognized SSL message")) {
            return Optional.of("TLS to a plain port");
        }
        return Optional.of("TLS failed");
    }

    private static Optional<String> ofNetwork(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return Optional.of("host unknown");
        }
        if (cause instanceof NoRouteToHostException) {
            return Optional.of("no route to the host");
        }
        if (cause instanceof SocketTimeoutException) {
            return Optional.of("timed out");
        }
        if (cause instanceof EOFException) {
            return Optional.of("connection closed early");
        }
        return cause instanceof SocketException ? Optional.of(ofSocket(cause)) : Optional.empty();
    }

    /** Recognizes the messages that the system uses in all JDKs. Other failures are named by their class. */
    private static String ofSocket(Throwable cause) {
        String message = message(cause);
        if (message.startsWith("SOCKS")) {
            return SOCKS_PASSWORD.matcher(message).matches()
                    ? "proxy requires a password (SOCKS)"
                    : "connection rejected by the SOCKS proxy";
        }
        if (message.startsWith("Connection refused")) {
            return "connection refused";
        }
        if (message.startsWith("Connection timed out")) {
            return "timed out";
        }
        if (message.startsWith("Network is unreachable")) {
            return "network unreachable";
        }
        if (message.startsWith("Connection reset") || message.startsWith("Broken pipe")) {
            return "connection reset";
        }
        return cause instanceof ConnectException ? "no connection" : "connection lost";
    }

    private static String message(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? "" : message;
    }
}
