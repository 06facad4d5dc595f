package io.github.jotguard.springtests.plain;

import io.github.jotguard.springtests.MissingSettingsContract;

/** Without Spring Security. */
class PlainMissingSettingsTest extends MissingSettingsContract {}
