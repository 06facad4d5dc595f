package io.github.jotguard.container;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Request targets that try to reach a protected page, or to be taken for an excluded one. */
final class PathVariants {

    /** The excluded paths of the application that receives these targets. */
    static final String[] EXCLUDED = {"/public/*", "/health"};

    /** Targets that are excluded, and are to be reached without a token. */
    static final List<String> OPEN = List.of(
            "/public",
            "/public/",
            "/public/x",
            "/public/x/y.html",
            "/public/a%20b",
            "/public/%C3%A9",
            "/public/x?a=/../b",
            "/health",
            "/health?x=..;/");

    private static final List<String> EVASIONS = List.of(
            "/../admin/x",
            "/./../admin/x",
            "/.//../admin/x",
            "//../admin/x",
            "/..//admin/x",
            "/../%61dmin/x",
            "/a/../../admin/x",
            "/..;/admin/x",
            "/..;x=1/admin/x",
            "/.;/../admin/x",
            "/a/..;/..;/admin/x",
            "/%2e%2e/admin/x",
            "/%2E%2E/admin/x",
            "/.%2e/admin/x",
            "/%2e./admin/x",
            "/%2e%2e//admin/x",
            "/%2e%2e;/admin/x",
            "/..%2fadmin/x",
            "/..%2Fadmin/x",
            "/%2e%2e%2fadmin/x",
            "%2f..%2fadmin/x",
            "/..%5cadmin/x",
            "%5c..%5cadmin/x",
            "/%252e%252e/admin/x",
            "/%252e%252e%252fadmin/x",
            "/%25252e%25252e/admin/x",
            ";/../admin/x",
            ";x/../admin/x",
            ";x=1/../admin/x",
            ";..;/admin/x",
            "%3b/../admin/x",
            "/..%3b/admin/x",
            "/..%3bx/admin/x",
            "\\..\\admin\\x",
            "/\\../admin/x",
            "/..\\admin/x",
            "/%c0%ae%c0%ae/admin/x",
            "/%e0%80%ae%e0%80%ae/admin/x",
            "/..%c0%afadmin/x",
            "/%ef%bc%8e%ef%bc%8e/admin/x",
            "/..%ef%bc%8fadmin/x",
            "/\u00ef\u00bc\u008e\u00ef\u00bc\u008e/admin/x",
            "/%u002e%u002e/admin/x",
            "/..%00/admin/x",
            "%00/../admin/x",
            "/..%09/admin/x",
            "/..%0d%0a/admin/x",
            "/..%20/admin/x",
            "/..././admin/x");

    private static final List<String> DIRECT = List.of(
            "/",
            "/admin",
            "/admin/",
            "/admin/x",
            "/ADMIN/x",
            "/admin;jsessionid=1/x",
            "/admin/x;jsessionid=1",
            "/admin/x;/public/y",
            "/admin%2fx",
            "//admin/x",
            "/./admin/x",
            "/.;/admin/x",
            "/;/admin/x",
            "/%61dmin/x",
            "/admin/x?/public/y",
            "/admin/x?access_token=x",
            "/admin/x#/public/y",
            "/admin/../public/../admin/x",
            "/admin/..;/public/x",
            "/admin/x/../../public/x",
            "/admin/x/%2e%2e/%2e%2e/public/x",
            "/x/public/y",
            "/publicX",
            "/publicity/x",
            "/PUBLIC/x",
            "/Public/x",
            "/%70ublic/x",
            "/public;/x",
            "/public;x=1/x",
            "/public/x;jsessionid=1",
            "/public%2fx",
            "/public%3f/x",
            "/public/%2e",
            "//public/x",
            "/./public/x",
            "/.;/public/x",
            "/;x/public/x",
            "/health/",
            "/health/x",
            "/healthz",
            "/health.json",
            "/HEALTH",
            "/health;x",
            "/health%00",
            "/health%20",
            "/health%2f",
            "/health%3fx",
            "/health/..",
            "/health/.",
            "//health",
            "/.;/health",
            "/%2fhealth",
            "/%68ealth",
            "http://127.0.0.1/admin/x",
            "http://127.0.0.1/public/../admin/x",
            "http://127.0.0.1/public/..;/admin/x",
            "http://127.0.0.1/public;/x",
            "http://127.0.0.1//public/x",
            "*",
            "public/x",
            "?/public/x");

    /** Targets that need a token, whatever a container makes of them. */
    static final List<String> PROTECTED = protectedTargets();

    private PathVariants() {}

    private static List<String> protectedTargets() {
        List<String> targets = new ArrayList<>(DIRECT);
        Stream.of("/public", "/public/a", "/health")
                .forEach(open -> EVASIONS.forEach(evasion -> targets.add(open + evasion)));
        return List.copyOf(targets);
    }
}
