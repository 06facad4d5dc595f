package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/me, https://api.example.com/me",
        "HTTPS://API.Example.COM/me, https://api.example.com/me",
        "https://api.example.com:443/me, https://api.example.com/me",
        "https://api.example.com:0443/me, https://api.example.com/me",
        "https://api.example.com:/me, https://api.example.com/me",
        "http://api.example.com:80/me, http://api.example.com/me",
        "http://api.example.com:443/me, http://api.example.com:443/me",
        "https://api.example.com:80/me, https://api.example.com:80/me",
        "https://api.example.com:8443, https://api.example.com:8443/",
        "https://api.example.com, https://api.example.com/",
        "https://api.example.com/, https://api.example.com/",
        "http://[::1]:8080/me, http://[::1]:8080/me",
        "http://[2001:DB8::1]/me, http://[2001:db8::1]/me",
        "http://127.0.0.1:8080/me, http://127.0.0.1:8080/me",
        "https://my_host.local/me, https://my_host.local/me",
        "https://a/%7euser/%41, https://a/~user/A",
        "https://a/caf%c3%a9, https://a/caf%C3%A9",
        "https://a/x%2fy, https://a/x%2Fy",
        "https://a/x/./y, https://a/x/y",
        "https://a/x/../y, https://a/y",
        "https://a/x/%2e%2e/y, https://a/y",
        "https://a/../../y, https://a/y",
        "https://a/x/.., https://a/",
        "https://a/x/y/.., https://a/x/",
        "https://a/x/., https://a/x/",
        "https://a/.., https://a/",
        "https://a/.hidden/..x/x., https://a/.hidden/..x/x.",
        "https://a//x, https://a//x",
        "https://a/x//../y, https://a/x/y",
        "https://a/x/, https://a/x/",
        "https://a/x;v=1/y, https://a/x;v=1/y",
        "'https://a/!$&''()*+,;=:@', 'https://a/!$&''()*+,;=:@'"
    })
    void isNormalizedBySyntaxAndScheme(String uri, String normalized) {
        assertThat(TargetUri.parse(uri).map(TargetUri::toString)).contains(normalized);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/me",
                "//api.example.com/me",
                "https:/api.example.com/me",
                "https:///me",
                "https://",
                "ftp://api.example.com/me",
                "https://user@api.example.com/me",
                "https://user:secret@api.example.com/me",
                "https://api.example.com/me?x=1",
                "https://api.example.com/me?",
                "https://api.example.com/me#part",
                "https://api.example.com?x=1",
                "https://api.example.com#part",
                "https://api.example.com:port/me",
                "https://api.example.com:123456/me",
                "https://api.example.com:-1/me",
                "https://api.exa mple.com/me",
                "https://b%C3%BCcher.example/me",
                "https://bücher.example/me",
                "https://[::1/me",
                "https://api.example.com/%",
                "https://api.example.com/%4",
                "https://api.example.com/%zz",
                "https://api.example.com/%4\u0661",
                "https://api.example.com/caf\u00e9",
                "https://api.example.com/a b",
                "https://api.example.com/a\\b",
                "https://api.example.com/a\nb",
                "https://api.example.com/a\"b",
                " https://api.example.com/me",
                "https://api.example.com/me "
            })
    void rejectsEverythingElse(String uri) {
        assertThat(TargetUri.parse(uri)).isEmpty();
    }
}
