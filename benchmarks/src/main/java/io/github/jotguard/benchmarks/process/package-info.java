/**
 * Whole processes, each with a class path of its own: {@link io.github.jotguard.benchmarks.process.EndToEnd} measures what a request costs a
 * server, {@link io.github.jotguard.benchmarks.process.Starts} what a start costs. Everything is on the loopback interface and bounded in count
 * and time.
 */
@org.jspecify.annotations.NullMarked
package io.github.jotguard.benchmarks.process;
