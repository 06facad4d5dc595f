/**
 * The behavior of the application, as contracts that the packages below run in one variant each: {@code plain} without
 * Spring Security, {@code security} with it.
 */
package io.github.jotguard.springtests;
