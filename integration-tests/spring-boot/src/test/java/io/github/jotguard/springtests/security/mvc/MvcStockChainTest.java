package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.StockChainContract;

/** With Spring Security and the chain of Spring Boot. */
class MvcStockChainTest extends StockChainContract {}
