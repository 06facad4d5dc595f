package io.github.jotguard.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of an address that are shown. */
class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com, https://id.example.com",
        "https://id.example.com/a%2Fb/jwks, https://id.example.com/a%2Fb/jwks",
        "HTTPS://ID.example.com:8443/, HTTPS://ID.example.com:8443/",
        "https://[2001:db8::1]:8443/jwks, https://[2001:db8::1]:8443/jwks",
        "https://id.example.com/jwks?api_key=s3cret, https://id.example.com/jwks",
        "https://id.example.com?api_key=s3cret#s3cret, https://id.example.com",
        "https://user:s3cret@id.example.com/jwks, https://id.example.com/jwks",
        "https://s3cret@id.example.com:1/jwks, https://id.example.com:1/jwks",
        "https://user:s3cret@my_host/jwks, (an address without a host)",
        "https://user:s3cret @id.example.com, (an address without a host)",
        "/jwks?key=s3cret, (an address without a host)",
        "'', (an address without a host)",
    })
    void showsSchemeHostPortAndPath(String address, String shown) {
        assertThat(AddressText.of(address)).isEqualTo(shown);
    }
}
