package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecretMaskTest {

    private static final String SECRET = "0123456789-0123456789-0123456789";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(JotguardAutoConfiguration.class, JotguardActuatorAutoConfiguration.class))
            .withPropertyValues("jotguard.issuer=https://id.example.com", "jotguard.audience=api");

    @Test
    void masksSecretByItsName() {
        runner.withPropertyValues("jotguard.secret=" + SECRET).run(context -> {
            SanitizingFunction mask = context.getBean(SanitizingFunction.class);
            assertThat(isShown(mask, "jotguard.issuers[0].secret", "x")).isFalse();
            assertThat(isShown(mask, "JOTGUARD_SECRET", "x")).isFalse();
            assertThat(isShown(mask, "jotguard.issuer", "x")).isTrue();
            assertThat(isShown(mask, "other.secret", "x")).isTrue();
        });
    }

    @Test
    void masksSecretWhereverItIsPartOfValue() {
        runner.withPropertyValues("BETTER_AUTH_SECRET=" + SECRET, "jotguard.secret=${BETTER_AUTH_SECRET}")
                .run(context -> {
                    SanitizingFunction mask = context.getBean(SanitizingFunction.class);
                    assertThat(isShown(mask, "BETTER_AUTH_SECRET", SECRET)).isFalse();
                    assertThat(isShown(mask, "SPRING_APPLICATION_JSON", "{\"a\":\"" + SECRET + "\"}"))
                            .isFalse();
                    assertThat(isShown(mask, "OTHER", SECRET.substring(1))).isTrue();
                    assertThat(isShown(mask, "OTHER", null)).isTrue();
                });
    }

    @Test
    void masksSecretWhileJotguardIsSwitchedOff() {
        runner.withPropertyValues("jotguard.enabled=false", "jotguard.issuers[0].secret=" + SECRET)
                .run(context -> {
                    SanitizingFunction mask = context.getBean(SanitizingFunction.class);
                    assertThat(isShown(mask, "jotguard.issuers[0].secret", SECRET))
                            .isFalse();
                    assertThat(isShown(mask, "OTHER", SECRET)).isFalse();
                });
    }

    @Test
    void masksNothingElseOfAnIssuer() {
        runner.withPropertyValues(
                        "jotguard.enabled=false",
                        "jotguard.issuers[0].issuer=https://a.example.com",
                        "jotguard.issuers[0].secret=" + SECRET)
                .run(context -> assertThat(
                                isShown(context.getBean(SanitizingFunction.class), "OTHER", "https://a.example.com"))
                        .isTrue());
    }

    @Test
    void masksNoMoreWhereThereIsNoSecretOrNoneThatCouldBeUsed() {
        runner.withPropertyValues("jotguard.enabled=false")
                .run(context -> assertThat(isShown(context.getBean(SanitizingFunction.class), "OTHER", SECRET))
                        .isTrue());
        runner.withPropertyValues("jotguard.enabled=false", "jotguard.secret=1234567")
                .run(context -> assertThat(isShown(context.getBean(SanitizingFunction.class), "OTHER", "12345678"))
                        .isTrue());
        runner.withPropertyValues("jotguard.enabled=false", "jotguard.secret=12345678")
                .run(context -> assertThat(isShown(context.getBean(SanitizingFunction.class), "OTHER", "12345678"))
                        .isFalse());
        runner.withPropertyValues("jotguard.enabled=false", "jotguard.secret=${NOWHERE_TO_BE_FOUND}")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static boolean isShown(SanitizingFunction mask, String key, Object value) {
        return !SanitizableData.SANITIZED_VALUE.equals(
                mask.apply(new SanitizableData(null, key, value)).getValue());
    }
}
