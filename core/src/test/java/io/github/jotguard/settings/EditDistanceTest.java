package io.github.jotguard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "'','',0",
        "abc,abc,0",
        "'',abc,3",
        "abc,'',3",
        "abc,abd,1",
        "abc,ac,1",
        "ac,abc,1",
        "abc,acb,2",
        "abc,ABC,3",
        "exlude,exclude,1"
    })
    void countsLettersThatDiffer(String one, String other, int letters) {
        assertThat(EditDistance.between(one, other)).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource({"jwkUri,jwksUri", "JWKSURI,jwksUri", "esclude,exclude", "x,issuer"})
    void findsTheNearestNameInUpperAndLowerCase(String misspelt, String nearest) {
        assertThat(EditDistance.nearest(misspelt, List.of("issuer", "jwksUri", "exclude")))
                .isEqualTo(nearest);
    }

    @Test
    void findsTheFirstOfTwoThatAreEquallyNear() {
        assertThat(EditDistance.nearest("ab", List.of("ac", "ad"))).isEqualTo("ac");
    }
}
