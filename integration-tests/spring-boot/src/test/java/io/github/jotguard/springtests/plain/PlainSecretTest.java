package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.SecretContract;

/** Without Spring Security. */
class PlainSecretTest extends SecretContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }
}
