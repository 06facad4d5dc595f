/** The parts of reading settings that core and the adapters share. Exported to the adapters alone, so it is no API. */
package io.github.jotguard.settings;
