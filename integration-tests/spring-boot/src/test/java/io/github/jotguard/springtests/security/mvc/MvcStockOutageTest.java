package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.springtests.StockOutageContract;

/** With Spring Security and the chain of Spring Boot. */
class MvcStockOutageTest extends StockOutageContract {}
