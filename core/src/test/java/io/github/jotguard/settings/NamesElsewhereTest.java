package io.github.jotguard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesElsewhereTest {

    @ParameterizedTest
    @CsvSource({
        "issuer-uri,issuer",
        "issuerUri,issuer",
        "jwk_set_uri,jwksuri",
        "publickey.location,jwksuri",
        "aud,audience",
        "Leeway,clockskew",
        "better-auth.url,betterauthorigin"
    })
    void findsASettingOfOneIssuerHoweverItIsWritten(String name, String setting) {
        assertThat(NamesElsewhere.ofOneIssuer(name)).contains(setting);
        assertThat(NamesElsewhere.ofAllIssuers(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"groups-claim,rolesfrom", "permitAll,exclude", "required-scopes,requirescope"})
    void findsASettingOfAllIssuers(String name, String setting) {
        assertThat(NamesElsewhere.ofAllIssuers(name)).contains(setting);
        assertThat(NamesElsewhere.ofOneIssuer(name)).isEmpty();
    }

    @Test
    void findsNothingForOtherNames() {
        assertThat(NamesElsewhere.ofOneIssuer("client-secret")).isEmpty();
        assertThat(NamesElsewhere.ofAllIssuers("")).isEmpty();
    }
}
