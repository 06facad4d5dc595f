package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.StockOutageContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxStockOutageTest extends StockOutageContract {}
