package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutations of good tokens, judged by us and by Nimbus' own processor with the same settings. Where the two disagree, one of the kinds of
 * {@link Disagreement} must explain it, each of which says who is right; a disagreement without explanation fails.
 */
@Tag("slow")
class NimbusComparisonTest {

    /** Of the slow algorithms fewer, since the signature is not what differs. */
    private static final Map<String, Integer> MUTATIONS =
            Map.of("ES256", 400, "EdDSA", 800, "RS256", 800, "HS256", 8_000);

    private static final byte[] SECRET = Forge.utf8("0123456789abcdef0123456789abcdef");

    private final TokenMutations mutations = new TokenMutations(20261121);
    private final Map<Disagreement, Integer> explained = new EnumMap<>(Disagreement.class);
    private final List<String> unexplained = new ArrayList<>();

    @Test
    void disagreesWithNimbusOnlyWhereThatIsExplained() throws Exception {
        for (Forge forge :
                List.of(Forge.of("ES256"), Forge.of("EdDSA"), Forge.of("RS256"), Forge.withSecret("HS256", SECRET))) {
            NimbusPeer nimbus = NimbusPeer.of(forge, SECRET);
            JwtVerifier ours = Trust.in(forge).verifier();
            assertThat(Trust.verdict(ours, forge.token())).isEqualTo(Trust.ACCEPTED);
            assertThat(nimbus.accepts(forge.token())).isTrue();
            for (int i = 0; i < MUTATIONS.get(forge.key().algorithm()); i++) {
                compare(ours, nimbus, mutations.of(forge), forge.key().keyId());
            }
        }
        explained.forEach((kind, times) -> System.out.println(times + " times " + kind + "; right: " + kind.right()));
        assertThat(unexplained).isEmpty();
        assertThat(explained).as("all kinds of disagreement occur").containsOnlyKeys(Disagreement.values());
    }

    private void compare(JwtVerifier ours, NimbusPeer nimbus, String token, String keyId) {
        String verdict = Trust.verdict(ours, token);
        if (verdict.equals(Trust.ACCEPTED) != nimbus.accepts(token)) {
            Disagreement.on(verdict, token, keyId)
                    .ifPresentOrElse(
                            kind -> explained.merge(kind, 1, Integer::sum),
                            () -> unexplained.add(verdict + ": " + Disagreement.Token.of(token, keyId)));
        }
    }
}
