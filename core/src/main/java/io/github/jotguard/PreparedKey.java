package io.github.jotguard;

import java.security.Key;

/** A key as one signature engine wants it. */
record PreparedKey(SignatureEngine engine, Key key) {}
