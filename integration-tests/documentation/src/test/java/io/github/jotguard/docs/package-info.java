/** Tests that compile, bind and run the blocks of the documentation. */
package io.github.jotguard.docs;
