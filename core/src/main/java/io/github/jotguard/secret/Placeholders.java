package io.github.jotguard.secret;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes a text that a template, shell or deployment tool was to replace with a value: of Spring, Maven, Ant, Helm, Ansible, Terraform,
 * Kustomize, GitHub Actions, envsubst, Concourse, and references to a vault.
 */
public final class Placeholders {

    /** The name in a placeholder: a variable, an expression, or words for the reader. */
    private static final String NAME = "[A-Za-z_.][\\w .:,;/|?='\"\\[\\]@+-]*";

    /** Each is one inside of a text too. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "\\$\\{\\{.*?}}|\\{\\{.*?}}|\\{%.*?%}|<%.*?%>|<<[^<>]*>>|\\[\\[[^\\[\\]]*]]"
                    + "|\\(\\([^()]*\\)\\)|[$#@%]\\{" + NAME + "}|\\$\\(" + NAME + "\\)",
            Pattern.DOTALL);

    /** Each would be too easily a part of a random text, so it has to be all of it. */
    private static final List<Pattern> WHOLE = Stream.of(
                    "<" + NAME + ">|\\{" + NAME + "}|\\[" + NAME + "]",
                    "%+" + NAME + "%+|@+" + NAME + "@+|__" + NAME + "__",
                    "\\$+[A-Za-z_][\\w.:]*\\$*",
                    "[$#@%]\\{[\\w.:$#@%{}-]*", // nested, or never closed
                    "(op|secretref|ref\\+\\w+|awssm|gcpsm|sm)://.*|vault:.*|arn:aws:(secretsmanager|ssm):.*",
                    "ENC\\(.*\\)|ENC\\[.*]|\\{cipher}.*")
            .map(Pattern::compile)
            .toList();

    /** A text is a placeholder if what is left without those in it has fewer characters than this. */
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
