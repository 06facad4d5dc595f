/**
 * A fault drill: what verifiers do while their issuer misbehaves, on the loopback interface. Start at
 * {@link io.github.jotguard.benchmarks.drill.FaultDrill}; it runs for about ten minutes and prints a table.
 */
@org.jspecify.annotations.NullMarked
package io.github.jotguard.benchmarks.drill;
