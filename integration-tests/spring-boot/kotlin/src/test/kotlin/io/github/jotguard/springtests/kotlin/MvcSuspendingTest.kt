package io.github.jotguard.springtests.kotlin

import org.springframework.test.context.TestPropertySource

@TestPropertySource(properties = ["spring.main.web-application-type=servlet"])
class MvcSuspendingTest : SuspendingContract()
