package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerKeysTest {
    private final TestIssuer issuer = TestIssuer.start();
    private final String firstKeyId = issuer.keyId();
    private final String firstToken = issuer.token();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void rotatesToNewKeyAndStillServesTheOldOne() throws Exception {
        String next = issuer.rotate();
        assertThat(next).isEqualTo(issuer.keyId()).isNotEqualTo(firstKeyId);
        assertThat(issuer.keyIds()).containsExactly(firstKeyId, next);
        assertThat(JdkVerification.header(issuer.token())).contains(next);
        assertThat(JdkVerification.verifies(issuer.token(), served())).isTrue();
        assertThat(JdkVerification.verifies(firstToken, served())).isTrue();
    }

    @Test
    void rotatesToAnotherAlgorithm() throws Exception {
        issuer.rotateTo("ES256");
        assertThat(JdkVerification.header(issuer.token())).contains("\"alg\":\"ES256\"");
        assertThat(JdkVerification.verifies(issuer.token(), served())).isTrue();
    }

    @Test
    void replacesTheKeyOfTheSameKeyId() throws Exception {
        issuer.rotateTo(TestKey.generate("EdDSA").withKeyId(firstKeyId));
        assertThat(issuer.keyIds()).containsExactly(firstKeyId);
        assertThat(JdkVerification.verifies(issuer.token(), served())).isTrue();
        assertThat(JdkVerification.verifies(firstToken, served())).isFalse();
    }

    @Test
    void withdrawsKeysForGood() throws Exception {
        String next = issuer.rotate();
        issuer.withdraw(firstKeyId);
        issuer.publishKeys();
        assertThat(issuer.keyIds()).containsExactly(next);
        assertThat(served()).doesNotContain(firstKeyId);
    }

    @Test
    void signsWithTheActiveKeyAfterItsWithdrawal() throws Exception {
        issuer.withdraw(firstKeyId);
        assertThat(served()).isEqualTo("{\"keys\":[]}");
        assertThat(JdkVerification.header(issuer.token())).contains(firstKeyId);
    }

    @Test
    void withdrawsNoKeyItDoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> issuer.withdraw("nobody"));
    }

    @Test
    void hidesTheNewKeyUntilKeysArePublished() throws Exception {
        String next = issuer.rotateUnpublished();
        assertThat(JdkVerification.header(issuer.token())).contains(next);
        assertThat(issuer.keyIds()).containsExactly(firstKeyId);
        assertThat(JdkVerification.verifies(issuer.token(), served())).isFalse();
        issuer.publishKeys();
        assertThat(issuer.keyIds()).containsExactly(firstKeyId, next);
        assertThat(JdkVerification.verifies(issuer.token(), served())).isTrue();
    }

    @Test
    void addsKeysThatDoNotSign() throws Exception {
        String further = issuer.addKey();
        assertThat(issuer.keyId()).isEqualTo(firstKeyId);
        assertThat(served()).contains(firstKeyId, further);
    }

    @Test
    void servesAnyTextInsteadOfItsKeys() throws Exception {
        issuer.publish("<html>");
        issuer.rotate();
        assertThat(served()).isEqualTo("<html>");
        issuer.publishKeys();
        assertThat(served()).contains(firstKeyId, issuer.keyId());
    }

    @Test
    void servesExtraKeysBehindItsOwn() throws Exception {
        issuer.serveExtraKey("{\"kty\":\"new\"}");
        assertThat(served()).startsWith("{\"keys\":[{\"alg\":\"EdDSA\"").endsWith("},{\"kty\":\"new\"}]}");
    }

    private String served() throws IOException {
        return Http.get(issuer.jwksUri()).body();
    }
}
