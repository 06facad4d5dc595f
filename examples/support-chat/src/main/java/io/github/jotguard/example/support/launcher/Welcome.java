package io.github.jotguard.example.support.launcher;

import io.github.jotguard.example.database.ShellComment;

/**
 * The lines that the program prints when it is ready: its address and commands. All of them can be pasted into a shell.
 */
final class Welcome {

    private Welcome() {}

    static String text(String address, String frontend, String database) {
        return ShellComment.of("""
                support-chat ready at %1$s
                Issuer:   %2$s
                Database: %3$s

                To paste in another terminal. Ctrl-C ends it.
                """.formatted(address, frontend, database)) + """
                JAR=$(mktemp)
                curl -s -o /dev/null -c "$JAR" -H 'Content-Type: application/json' \\
                  -d '{"name":"Ada","email":"ada@example.test","password":"correct horse"}' %2$s/api/auth/sign-up/email
                TOKEN=$(curl -s -b "$JAR" %2$s/api/auth/token | sed 's/.*"token":"\\([^"]*\\)".*/\\1/'); rm "$JAR"
                curl -sw '\\n' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"message":"My order has not arrived"}' %1$s/support/chatkit
                curl -sw '\\n' -H "Authorization: Bearer $TOKEN" %1$s/support/chatkit
                # Rejected: 401 missing_token
                curl -sw '\\n' %1$s/support/chatkit
                """.formatted(address, frontend);
    }
}
