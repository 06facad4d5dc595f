package io.github.jotguard.spring;

import static org.assertj.core.api.Assertions.assertThat;

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
        "exlude,exclude,1"
    })
    void countsLettersThatDiffer(String one, String other, int letters) {
        assertThat(EditDistance.between(one, other)).isEqualTo(letters);
    }
}
