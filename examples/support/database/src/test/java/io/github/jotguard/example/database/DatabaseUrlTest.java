package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = " | ",
            emptyValue = "",
            value = {
                "postgresql://ada:pw@db.example:6543/app | jdbc:postgresql://db.example:6543/app | ada | pw",
                "postgres://ada:pw@db.example/app | jdbc:postgresql://db.example:5432/app | ada | pw",
                "postgresql://db.example/app | jdbc:postgresql://db.example:5432/app | '' | ''",
                "postgresql://ada@db.example/app | jdbc:postgresql://db.example:5432/app | ada | ''",
                "postgresql://ada:@db.example/app | jdbc:postgresql://db.example:5432/app | ada | ''",
                "postgresql://a%40b:p%2Fw%3F%23%25+%C3%A9@h/d | jdbc:postgresql://h:5432/d | a@b | p/w?#%+é",
                "postgresql://ada:p:w@h/d | jdbc:postgresql://h:5432/d | ada | p:w",
                "postgresql://ada:p@w@h/d | jdbc:postgresql://h:5432/d | ada | p@w",
                "postgresql://ada:pw@[::1]:1/d | jdbc:postgresql://[::1]:1/d | ada | pw",
                "postgresql://ada:pw@h:65535/d | jdbc:postgresql://h:65535/d | ada | pw",
                "postgresql://ada:pw@h/my%20db | jdbc:postgresql://h:5432/my%20db | ada | pw",
                "postgresql://ada:pw@h/d? | jdbc:postgresql://h:5432/d | ada | pw",
                "postgresql://ada:pw@h/d?sslmode=require&channel_binding=prefer"
                        + " | jdbc:postgresql://h:5432/d?sslmode=require&channelBinding=prefer | ada | pw",
                "postgresql://ada:pw@h/d?application_name=a%26b+c"
                        + " | jdbc:postgresql://h:5432/d?ApplicationName=a%26b%2Bc | ada | pw",
                "jdbc:postgresql://h:5432/d | jdbc:postgresql://h:5432/d | '' | ''",
                "jdbc:postgresql:d | jdbc:postgresql:d | '' | ''",
                "jdbc:postgresql://h/d?user=ada&password=p%26w&sslmode=verify-full"
                        + " | jdbc:postgresql://h/d?sslmode=verify-full | ada | p&w",
                "jdbc:postgresql://h/d?user=ada&password=p+w | jdbc:postgresql://h/d | ada | p w",
            })
    void readsUrlsOfBothForms(String url, String jdbcUrl, String username, String password) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new ConnectionSettings(jdbcUrl, username, password));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "s3cret",
                "mysql://ada:s3cret@h/d",
                "jdbc:mysql://h/d?user=ada&password=s3cret",
                "jdbc:postgresql://ada:s3cret@h/d",
                "jdbc:postgresql:",
                "jdbc:postgresql:?password=s3cret",
                "jdbc:postgresql://h/d?password=s3cret&ssl",
                "jdbc:postgresql://h/d?password=s3cret%",
                "postgresql:ada:s3cret@h/d",
                "postgresql://ada:s3cret@h",
                "postgresql://ada:s3cret@h/",
                "postgresql://ada:s3cret@/d",
                "postgresql://ada:s3cret@h:0/d",
                "postgresql://ada:s3cret@h:65536/d",
                "postgresql://ada:s3cret@h:port/d",
                "postgresql://ada:s3cret@h1,h2/d",
                "postgresql://ada:s3cret/@h/d",
                "postgresql://ada:s3cret#@h/d",
                "postgresql://ada:s3cret%@h/d",
                "postgresql://ada:s3cret%4@h/d",
                "postgresql://ada:s3cret%zz@h/d",
                "postgresql://ada:s3cret%FF@h/d",
                "postgresql://ada:s3cret@h/d#fragment",
                "postgresql://ada:s3cret@h/d?sslmod=require",
                "postgresql://ada:s3cret@h/d?sslmode",
                "postgresql://ada:s3cret@h/d?=require",
            })
    void rejectsOtherUrlsAndRepeatsNothingOfThem(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DATABASE_URL ")
                .hasMessageNotContainingAny("s3cret", "h1,h2", "sslmod=");
    }

    @Test
    void showsNoCredentials() {
        assertThat(DatabaseUrl.parse("postgresql://ada:s3cret@h/d").toString()).isEqualTo("jdbc:postgresql://h:5432/d");
    }
}
