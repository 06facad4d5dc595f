package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proof for a protected resource in RFC 9449 §7.1, which another implementation has made. */
class RfcProofTest {

    private static final String PROOF = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4"
            + "dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VE"
            + "RWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM"
            + "6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNT"
            + "NFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6"
            + "Fy1dqd-jfxSYoMxhAJpLjA";
    private static final String TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    private static final String URI = "https://resource.example.org/protectedresource";
    private static final Instant MADE = Instant.ofEpochSecond(1_562_262_618);

    private final DpopSettings settings = DpopSettings.of(DpopMode.REQUIRE);

    private void check(DpopProof proof, String method, String uri, String token, Instant now) throws ProofRejection {
        new ProofRules(settings)
                .check(
                        proof,
                        new DpopRequest(token, List.of(PROOF), method, uri),
                        TargetUri.parse(uri).orElseThrow(),
                        now);
    }

    @Test
    void isAcceptedForItsRequest() throws ProofRejection {
        DpopProof proof = DpopProof.parse(PROOF, settings.algorithms());

        assertThat(proof.thumbprint()).isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        assertThatCode(() -> check(proof, "GET", URI, TOKEN, MADE.plusSeconds(3)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new ProofSignatures(settings.algorithms()).verify(proof))
                .doesNotThrowAnyException();
    }

    @Test
    void isRejectedForAnyOther() throws ProofRejection {
        DpopProof proof = DpopProof.parse(PROOF, settings.algorithms());

        assertThatThrownBy(() -> check(proof, "POST", URI, TOKEN, MADE)).hasMessageContaining("htm");
        assertThatThrownBy(() -> check(proof, "GET", URI + "/x", TOKEN, MADE)).hasMessageContaining("htu");
        assertThatThrownBy(() -> check(proof, "GET", URI, TOKEN + "x", MADE)).hasMessageContaining("ath");
        assertThatThrownBy(() -> check(proof, "GET", URI, TOKEN, MADE.plusSeconds(61)))
                .hasMessageContaining("iat");
    }
}
