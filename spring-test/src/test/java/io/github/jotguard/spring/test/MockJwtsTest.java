package io.github.jotguard.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerifiedJwt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class MockJwtsTest {

    private final MockJwts jwts = new MockJwts();

    @Test
    void takesTheClaimsAsTheyAre() {
        Instant later = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
        VerifiedJwt jwt = jwts.verify(mock().audience(List.of("a", "b"))
                .expiresAt(later)
                .claim("nested", Map.of("list", List.of(1, true, "x")))
                .build());
        assertThat(jwt.subject()).isEqualTo("u1");
        assertThat(jwt.audience()).containsExactly("a", "b");
        assertThat(jwt.expiresAt()).hasValue(later);
        assertThat(jwt.claims()).containsEntry("nested", Map.of("list", List.of(1L, true, "x")));
    }

    @Test
    void rejectsMockThatHasExpired() {
        Jwt expired = mock().expiresAt(Instant.now().minusSeconds(660)).build();
        assertThatThrownBy(() -> jwts.verify(expired))
                .isInstanceOfSatisfying(JwtRejectedException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(RejectionReason.EXPIRED));
    }

    @Test
    void takesMockThatHasExpiredWithinTheLargestSkew() {
        assertThat(jwts.verify(mock().expiresAt(Instant.now().minusSeconds(540)).build())
                        .subject())
                .isEqualTo("u1");
    }

    private static Jwt.Builder mock() {
        return Jwt.withTokenValue("token").header("alg", "none").subject("u1");
    }
}
