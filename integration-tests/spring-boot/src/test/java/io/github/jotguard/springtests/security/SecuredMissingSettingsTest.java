package io.github.jotguard.springtests.security;

import io.github.jotguard.springtests.MissingSettingsContract;

/** With Spring Security. */
class SecuredMissingSettingsTest extends MissingSettingsContract {}
