package io.github.jotguard.example.tasks;

/** What the program prints when it is ready: where it is, and lines to paste into a shell. */
final class Welcome {

    private Welcome() {}

    static String text(String address, String database) {
        return """
                tasks-api ready at %1$s
                Database: %2$s

                Try it:
                  curl -H 'Content-Type: application/json' -d '{"email":"ada@example.test","password":"correct horse"}' \\
                    %1$s/api/auth/signup
                  TOKEN=$(curl -s -H 'Content-Type: application/json' \\
                    -d '{"email":"ada@example.test","password":"correct horse"}' %1$s/api/auth/login \\
                    | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
                  curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"title":"Buy milk"}' \\
                    %1$s/api/tasks
                  curl -H "Authorization: Bearer $TOKEN" %1$s/api/tasks
                """.formatted(address, database);
    }
}
