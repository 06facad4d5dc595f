/** The parts of bearer tokens (RFC 6750) that the adapters share. Not exported: no API. */
package io.github.jotguard.bearer;
