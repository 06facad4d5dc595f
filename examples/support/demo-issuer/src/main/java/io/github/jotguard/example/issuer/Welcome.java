package io.github.jotguard.example.issuer;

import io.github.jotguard.example.database.ShellComment;

/**
 * The lines that the program prints when it is ready: its address, its limits as a demo, and commands. All of them can
 * be pasted into a shell.
 */
final class Welcome {

    private Welcome() {}

    static String text(String origin, String database) {
        return ShellComment.of("""
                Demo issuer ready at %1$s
                It stands in for Better Auth on this machine. Never use it in production.
                Database: %2$s
                Keys:     %1$s/api/auth/jwks

                To paste in another terminal. Ctrl-C ends it.
                """.formatted(origin, database)) + """
                JAR=$(mktemp)
                curl -s -o /dev/null -c "$JAR" -H 'Content-Type: application/json' \\
                  -d '{"name":"Ada","email":"ada@example.test","password":"correct horse"}' \\
                  %1$s/api/auth/sign-up/email
                curl -sw '\\n' -b "$JAR" %1$s/api/auth/token; rm "$JAR"
                """.formatted(origin);
    }
}
