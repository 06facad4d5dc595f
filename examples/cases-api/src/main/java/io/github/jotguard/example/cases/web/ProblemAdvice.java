package io.github.jotguard.example.cases.web;

import io.github.jotguard.example.cases.web.ApiProblem.FieldError;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever is thrown into a problem document. What Jotguard rejects never gets here: it answers itself. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** The database is down, restarting, out of connections or has cut one off; a later attempt can succeed. */
    @ExceptionHandler({
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    @Nullable
    ResponseEntity<Object> databaseUnavailable(RuntimeException failure, WebRequest request) {
        LOG.warn(
                "The database failed, so the request is answered 503: {}",
                failure.getClass().getName());
        return answer(ApiProblem.databaseUnavailable(failure), request);
    }

    /** Thrown where a parameter is first read, and else taken for a mistake of ours. */
    @ExceptionHandler(InvalidParameterException.class)
    @Nullable
    ResponseEntity<Object> malformedQuery(InvalidParameterException malformed, WebRequest request) {
        return answer(ApiProblem.malformedQuery(), request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> ourMistake(Exception mistake, WebRequest request) {
        // the messages of databases quote what was sent to them
        boolean mayQuote = mistake instanceof DataAccessException;
        LOG.error("A request failed: {}", mistake.getClass().getName(), mayQuote ? null : mistake);
        return answer(ApiProblem.ourMistake(mistake), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getBindingResult().getFieldErrors().stream()
                .map(error -> new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                .sorted(FieldErrors.ORDER)
                .toList();
        return answer(ApiProblem.invalid(errors), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getParameterValidationResults().stream()
                .flatMap(result -> errors(result).stream())
                .sorted(FieldErrors.ORDER)
                .toList();
        return answer(ApiProblem.invalid(errors), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(FieldErrors.problem(unreadable.getCause()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (mismatch instanceof MethodArgumentTypeMismatchException argument) {
            // an id that cannot be one is the id of nothing
            boolean isInPath = argument.getParameter().hasParameterAnnotation(PathVariable.class);
            return answer(
                    isInPath
                            ? ApiProblem.notFound()
                            : ApiProblem.invalid(
                                    List.of(FieldErrors.wrongType(argument.getName(), argument.getRequiredType()))),
                    request);
        }
        return answer(ApiProblem.malformedBody(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException nothing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(ApiProblem.notFound(), request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return super.createResponseEntity(ApiProblem.completed(status, body), headers, status, request);
    }

    private @Nullable ResponseEntity<Object> answer(ApiProblem problem, WebRequest request) {
        return handleExceptionInternal(
                problem, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
    }

    private static List<FieldError> errors(ParameterValidationResult result) {
        if (result instanceof ParameterErrors bean) {
            return bean.getFieldErrors().stream()
                    .map(error -> new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                    .toList();
        }
        String name = Optional.ofNullable(result.getMethodParameter().getParameterName())
                .orElse("");
        return result.getResolvableErrors().stream()
                .map(error -> new FieldError(name, String.valueOf(error.getDefaultMessage())))
                .toList();
    }
}
