package io.github.jotguard.example.tasks;

import io.github.jotguard.example.database.ShellComment;

/**
 * The lines that the program prints when it is ready: its address and commands. All of them can be pasted into a shell.
 */
final class Welcome {

    private Welcome() {}

    static String text(String address, String database) {
        return ShellComment.of("""
                tasks-api ready at %1$s
                Database: %2$s

                To paste in another terminal. Ctrl-C ends it.
                """.formatted(address, database)) + """
                curl -sw '\\n' -H 'Content-Type: application/json' -d '{"email":"ada@example.test","password":"correct horse"}' \\
                  %1$s/api/auth/signup
                TOKEN=$(curl -s -H 'Content-Type: application/json' \\
                  -d '{"email":"ada@example.test","password":"correct horse"}' %1$s/api/auth/login \\
                  | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
                curl -sw '\\n' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"title":"Buy milk"}' \\
                  %1$s/api/tasks
                curl -sw '\\n' -H "Authorization: Bearer $TOKEN" %1$s/api/tasks
                # Rejected: 401 missing_token
                curl -sw '\\n' %1$s/api/tasks
                """.formatted(address);
    }
}
