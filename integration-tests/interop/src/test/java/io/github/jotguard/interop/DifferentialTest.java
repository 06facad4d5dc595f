package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests with one or two changes of a good one, judged by other libraries too. A request that breaks a rule is rejected,
 * every other one is accepted; each difference from that is in the table of {@code docs/verdicts.md}.
 */
@Tag("security")
class DifferentialTest {

    private static final Path PAGE = Path.of("../../docs/verdicts.md");
    private static final String HEADING = "\n## Proofs and other verifiers\n";
    private static final long SEED = 9449;
    private static final int SAMPLE = 500;
    private static final int ALL = 10_000;

    private final List<RequestChange> changes = RequestChange.all();

    /** The libraries that accept a request with a change, by the table; the others follow the rule. */
    private final Map<String, Set<String>> listed = listed();

    @Test
    void agreesWithSpringSecurityOnASample() {
        try (TestIssuer issuer = TestIssuer.builder().algorithm("ES256").start()) {
            ResourceServers servers = new ResourceServers(issuer);
            try (ResourceServer jotguard = servers.jotguard();
                    ResourceServer spring = servers.springSecurity()) {
                assertThat(verdicts(SAMPLE, List.of(jotguard, spring))).isEmpty();
            }
        }
    }

    @Test
    @Tag("full")
    void agreesWithAllOthersExceptAsListed() {
        try (TestIssuer issuer = TestIssuer.builder().algorithm("ES256").start()) {
            ResourceServers servers = new ResourceServers(issuer);
            try (ResourceServer jotguard = servers.jotguard();
                    ResourceServer withNonces = servers.jotguardWithNonces();
                    ResourceServer spring = servers.springSecurity();
                    ResourceServer betterAuth = servers.betterAuth();
                    ResourceServer oidcProvider = servers.oidcProvider()) {
                assertThat(verdicts(ALL, List.of(jotguard, withNonces, spring, betterAuth, oidcProvider)))
                        .isEmpty();
            }
        }
    }

    @Test
    void listsNothingThatIsNoDifference() {
        assertThat(changes.stream().map(RequestChange::name))
                .doesNotHaveDuplicates()
                .containsAll(listed.keySet());
        for (RequestChange change : changes) {
            Set<String> accepting = listed.get(change.name());
            if (accepting != null) {
                assertThat(accepting)
                        .as(change.name())
                        .isNotEqualTo(change.broken().isEmpty() ? OTHERS : Set.of());
                boolean isRule = !List.of("", RequestChange.NONCE).contains(change.broken());
                assertThat(isRule && accepting.contains(ResourceServers.JOTGUARD))
                        .as("Jotguard accepts " + change)
                        .isFalse();
            }
        }
    }

    private static final Set<String> OTHERS =
            Set.of(ResourceServers.JOTGUARD, "Spring Security", "Better Auth", "oidc-provider");

    /** Returns each verdict that is not expected. Every change is tried alone first, then pairs. */
    private List<String> verdicts(int count, List<ResourceServer> servers) {
        List<List<RequestChange>> requests = generated(count);
        List<CompletableFuture<Set<String>>> running = servers.stream()
                .map(server -> CompletableFuture.supplyAsync(() -> unexpected(server, requests), task -> {
                    Thread thread = new Thread(task, server.name());
                    thread.setDaemon(true);
                    thread.start();
                }))
                .toList();
        return running.stream().flatMap(each -> each.join().stream()).toList();
    }

    private List<List<RequestChange>> generated(int count) {
        List<List<RequestChange>> requests = new ArrayList<>();
        requests.add(List.of());
        changes.forEach(change -> requests.add(List.of(change)));
        Random random = new Random(SEED);
        while (requests.size() < count) {
            RequestChange one = changes.get(random.nextInt(changes.size()));
            RequestChange other = changes.get(random.nextInt(changes.size()));
            if (one.goesWith(other)) {
                requests.add(List.of(one, other));
            }
        }
        return requests;
    }

    private Set<String> unexpected(ResourceServer server, List<List<RequestChange>> requests) {
        Set<String> unexpected = new LinkedHashSet<>();
        List<String> verdicts = new ArrayList<>();
        for (List<RequestChange> each : requests) {
            ProvenRequest request = new ProvenRequest();
            each.forEach(change -> change.applyTo(request));
            boolean isAccepted = server.accepts(request);
            verdicts.add((isAccepted ? "accepts " : "rejects ") + each);
            if (isAccepted != each.stream().allMatch(change -> isAcceptedBy(server, change))) {
                unexpected.add(server.name() + (isAccepted ? " accepts " : " rejects ") + each);
            }
        }
        record(server.name(), verdicts);
        return unexpected;
    }

    private static void record(String server, List<String> verdicts) {
        try {
            Path directory = Files.createDirectories(Path.of("target/verdicts-on-proofs"));
            Files.write(directory.resolve(server + ".txt"), verdicts);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isAcceptedBy(ResourceServer server, RequestChange change) {
        Set<String> accepting = listed.get(change.name());
        boolean isForNonces = server.givesNonces() && change.broken().equals(RequestChange.NONCE);
        String library = server.name().replace(" with nonces", "");
        return accepting == null || isForNonces ? server.ruleBrokenBy(change).isEmpty() : accepting.contains(library);
    }

    /** Reads the table: the change, the libraries that accept it, the reason. */
    private static Map<String, Set<String>> listed() {
        try {
            String page = Files.readString(PAGE);
            int start = page.indexOf(HEADING);
            assertThat(start).as(HEADING).isNotNegative();
            int end = page.indexOf("\n## ", start + 1);
            return page.substring(start, end < 0 ? page.length() : end)
                    .lines()
                    .filter(line -> line.startsWith("| ") && !line.startsWith("| change "))
                    .map(line -> line.split(" ?\\| ?"))
                    .collect(Collectors.toMap(
                            cells -> cells[1],
                            cells -> cells[2].equals("none")
                                    ? Set.of()
                                    : new TreeSet<>(Arrays.asList(cells[2].split(", "))),
                            (one, other) -> {
                                throw new IllegalStateException("listed twice: " + one + other);
                            },
                            LinkedHashMap::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
