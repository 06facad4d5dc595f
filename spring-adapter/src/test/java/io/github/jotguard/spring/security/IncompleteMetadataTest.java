package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.filter.CharacterEncodingFilter;

/** The filter of Spring Security 7 for resource metadata, of which only the name is there in Spring Security 6. */
@ExtendWith(OutputCaptureExtension.class)
class IncompleteMetadataTest {

    private static final String STAYS = "goes on serving incomplete metadata";

    private final Filter other = new CharacterEncodingFilter();
    private final IncompleteMetadata metadata = new IncompleteMetadata();

    private static Filter ofSpringSecurity7() throws Exception {
        return new ByteBuddy()
                .subclass(CharacterEncodingFilter.class)
                .name("org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter")
                .make()
                .load(IncompleteMetadataTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }

    @Test
    void isRemovedFromAChainAndNothingElse(CapturedOutput output) throws Exception {
        SecurityFilterChain chain =
                new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, other, ofSpringSecurity7());

        assertThat(metadata.postProcessAfterInitialization(chain, "chain")).isSameAs(chain);
        assertThat(chain.getFilters()).containsExactly(other);
        assertThat(output).doesNotContain(STAYS);
    }

    @Test
    void staysWithAWarningInAChainThatCannotBeChanged(CapturedOutput output) throws Exception {
        SecurityFilterChain chain = unmodifiable(List.of(ofSpringSecurity7(), other));
        metadata.postProcessAfterInitialization(chain, "own");

        assertThat(chain.getFilters()).hasSize(2);
        assertThat(output).containsOnlyOnce("The security chain own " + STAYS);
    }

    @Test
    void isNothingInOtherChainsAndBeans(CapturedOutput output) {
        SecurityFilterChain chain = unmodifiable(List.of(other));
        List<Filter> bean = new ArrayList<>(List.of(other));

        metadata.postProcessAfterInitialization(chain, "own");
        assertThat(metadata.postProcessAfterInitialization(bean, "bean")).isSameAs(bean);
        assertThat(output).doesNotContain(STAYS);
    }

    private static SecurityFilterChain unmodifiable(List<Filter> filters) {
        return new SecurityFilterChain() {
            @Override
            public boolean matches(HttpServletRequest request) {
                return true;
            }

            @Override
            public List<Filter> getFilters() {
                return filters;
            }
        };
    }
}
