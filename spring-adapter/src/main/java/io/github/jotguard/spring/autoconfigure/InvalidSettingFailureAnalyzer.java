package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.spring.settings.InvalidSettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints on the console which property to set, in place of a stack trace. */
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidSettingException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), failure);
    }
}
