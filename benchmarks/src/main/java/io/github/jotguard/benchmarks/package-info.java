/**
 * JMH benchmarks of Jotguard, its peers and the limits, all with the same tokens. {@code Benchmarks} runs them and prints the table of goals.
 */
@org.jspecify.annotations.NullMarked
package io.github.jotguard.benchmarks;
