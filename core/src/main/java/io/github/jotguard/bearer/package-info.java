/**
 * RFC 6750 without HTTP types: the {@code Authorization} header, the responses to rejected requests, and names in
 * claims. It is exported to the adapters alone, so it is no API.
 */
package io.github.jotguard.bearer;
