/** The application that is run on every line of Spring Boot, with Spring MVC and WebFlux, with and without Spring Security. */
@NullMarked
package io.github.jotguard.springtests;

import org.jspecify.annotations.NullMarked;
