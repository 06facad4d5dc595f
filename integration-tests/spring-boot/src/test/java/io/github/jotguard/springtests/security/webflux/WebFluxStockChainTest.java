package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.StockChainContract;

/** With Spring Security and the chain of Spring Boot. */
class WebFluxStockChainTest extends StockChainContract {}
