/** What the documentation says, compiled, bound and run. */
package io.github.jotguard.docs;
