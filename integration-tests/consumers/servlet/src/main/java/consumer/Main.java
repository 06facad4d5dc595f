package consumer;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.startup.Tomcat;

/** Deploys the web application of the first argument, whose web.xml is all that protects it, and asks it. */
public class Main {

    public static void main(String[] args) throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            System.setProperty("ORIGIN", issuer.origin());
            Logger.getLogger("").setLevel(Level.WARNING);
            Tomcat tomcat = started(Path.of(args[0]));
            try {
                ask(issuer, "http://127.0.0.1:" + tomcat.getConnector().getLocalPort());
            } finally {
                tomcat.stop();
                tomcat.destroy();
            }
        }
        System.out.println("servlet: " + System.getProperty("java.version"));
    }

    private static Tomcat started(Path application) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(application.resolveSibling("tomcat").toAbsolutePath().toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // which would ask for JSP
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.addWebapp("", application.toAbsolutePath().toString());
        tomcat.start();
        return tomcat;
    }

    private static void ask(TestIssuer issuer, String origin) throws IOException, InterruptedException {
        URI me = URI.create(origin + "/me");
        HttpResponse<String> missing = answer(HttpRequest.newBuilder(me));
        demand(missing.statusCode() == 401 && isProblem(missing, "missing_token"), "without a token: " + missing.body());
        HttpResponse<String> good = answer(bearer(me, issuer.token(t -> t.subject("u1"))));
        demand(good.statusCode() == 200 && good.body().equals("u1"), "a good token: " + good.body());
        HttpResponse<String> late = answer(bearer(me, issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))));
        demand(late.statusCode() == 401 && isProblem(late, "expired"), "an expired one: " + late.body());
        HttpResponse<String> open = answer(HttpRequest.newBuilder(URI.create(origin + "/health")));
        demand(open.statusCode() == 200 && open.body().equals("nobody"), "an excluded path: " + open.body());
    }

    private static HttpRequest.Builder bearer(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isProblem(HttpResponse<String> answer, String code) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                && answer.body().contains("\"code\":\"" + code + "\"");
    }

    private static void demand(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("Not as expected: " + what);
        }
    }
}
