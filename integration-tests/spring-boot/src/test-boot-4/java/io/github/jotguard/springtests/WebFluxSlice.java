package io.github.jotguard.springtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;

/** A test of controllers alone in WebFlux, with the annotation that Spring Boot 4 has for it. */
@WebFluxTest
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WebFluxSlice {}
