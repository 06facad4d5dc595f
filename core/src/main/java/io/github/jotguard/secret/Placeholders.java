package io.github.jotguard.secret;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes a placeholder that a template, shell or deployment tool should have replaced. It covers Spring, Maven,
 * Ant, Helm, Ansible, Terraform, Kustomize, GitHub Actions, envsubst, Concourse, and references to a vault, a variable
 * or a file.
 */
public final class Placeholders {

    /** The name in a placeholder: a variable, an expression, or words for the reader. */
    private static final String NAME = "[A-Za-z_.][\\w .:,;/|?='\"\\[\\]@+-]*";

    /** Placeholders that are recognized inside of a text too. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "\\$\\{\\{.*?}}|\\{\\{.*?}}|\\{%.*?%}|<%.*?%>|<<[^<>]*>>|\\[\\[[^\\[\\]]*]]"
                    + "|\\(\\([^()]*\\)\\)|[$#@%]\\{" + NAME + "}|\\$\\(" + NAME + "\\)",
            Pattern.DOTALL);

    /** Placeholders that must be the whole text, because a random text could contain them. */
    private static final List<Pattern> WHOLE = Stream.of(
                    "<" + NAME + ">|\\{" + NAME + "}|\\[" + NAME + "]",
                    "%+" + NAME + "%+|@+" + NAME + "@+|__" + NAME + "__",
                    "\\$+[A-Za-z_][\\w.:]*\\$*",
                    "[$#@%]\\{[\\w.:$#@%{}-]*", // nested, or never closed
                    "#+" + NAME + "#+|~+" + NAME + "~+|\\$\\[" + NAME + "]|!+[A-Za-z_]+ .*",
                    // references: an address, a vault, a variable, a mounted file
                    "[A-Za-z][A-Za-z0-9+.-]*://.*|vault:.*|arn:aws[a-z-]*:(secretsmanager|ssm|kms):.*",
                    "@Microsoft\\.KeyVault\\(.*\\)|\\{\\{?resolve:.*",
                    "(process\\.)?(env|ENV)[.:\\[].*|os\\.environ.*|System\\.getenv.*",
                    "(file:)?/?([\\w.@-]+/)*\\.?secrets?/.*|\\$ANSIBLE_VAULT;.*",
                    "ENC\\(.*\\)|ENC\\[.*]|\\{cipher}.*")
            .map(whole -> Pattern.compile(whole, Pattern.DOTALL))
            .toList();

    /**
     * Minimum length of the rest of a text without its placeholders, in characters. With less, the text is a
     * placeholder.
     */
    private static final int LEAST_REST = 16;

    private Placeholders() {}

    /** Returns whether a text is a placeholder, or little else. */
    public static boolean fill(String text) {
        String bare = withoutQuotes(text);
        String rest = ANYWHERE.matcher(bare).replaceAll("");
        return (rest.length() < bare.length() && rest.length() < LEAST_REST)
                || WHOLE.stream().anyMatch(whole -> whole.matcher(bare).matches());
    }

    private static String withoutQuotes(String text) {
        String bare = text.strip();
        while (bare.length() > 1
                && "\"'`".indexOf(bare.charAt(0)) >= 0
                && bare.charAt(0) == bare.charAt(bare.length() - 1)) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        return bare;
    }
}
