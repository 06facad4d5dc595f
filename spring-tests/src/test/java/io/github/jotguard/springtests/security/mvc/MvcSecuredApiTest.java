package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.SecuredApiContract;

/** With Spring Security and a chain of the application's own. */
class MvcSecuredApiTest extends SecuredApiContract {

    @Override
    protected Class<?> configuration() {
        return MvcSecurityApplication.class;
    }
}
