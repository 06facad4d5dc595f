package io.github.jotguard.spring;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;

/** Stops the start if a controller wants a user that no {@link CurrentUserResolver} can find, rather than fail at the first request. */
final class CurrentUserBeans implements SmartInitializingSingleton {

    private final Supplier<Stream<HandlerMethod>> handlers;
    private final UserLookup users;

    CurrentUserBeans(Supplier<Stream<HandlerMethod>> handlers, UserLookup users) {
        this.handlers = handlers;
        this.users = users;
    }

    @Override
    public void afterSingletonsInstantiated() {
        handlers.get()
                .flatMap(handler -> Arrays.stream(handler.getMethodParameters()))
                .filter(UserLookup::isCurrentUser)
                .forEach(users::resolver);
    }
}
