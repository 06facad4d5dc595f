package io.github.jotguard.example.support.launcher;

/** What the program prints when it is ready: where it is, and lines to paste into a shell. */
final class Welcome {

    private Welcome() {}

    static String text(String address, String frontend, String database) {
        return """
                support-chat ready at %1$s
                Issuer:   %2$s
                Database: %3$s

                Try it:
                  JAR=$(mktemp)
                  curl -s -o /dev/null -c "$JAR" -H 'Content-Type: application/json' \\
                    -d '{"name":"Ada","email":"ada@example.test","password":"correct horse"}' %2$s/api/auth/sign-up/email
                  TOKEN=$(curl -s -b "$JAR" %2$s/api/auth/token | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
                  curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                    -d '{"message":"My order has not arrived"}' %1$s/support/chatkit
                  curl -H "Authorization: Bearer $TOKEN" %1$s/support/chatkit
                """.formatted(address, frontend, database);
    }
}
