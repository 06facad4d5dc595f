package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.SecretContract;

/** With Spring Security. */
class MvcSecretTest extends SecretContract {

    @Override
    protected Class<?> configuration() {
        return MvcSecurityApplication.class;
    }
}
