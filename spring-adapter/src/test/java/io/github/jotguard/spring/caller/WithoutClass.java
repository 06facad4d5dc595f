package io.github.jotguard.spring.caller;

import java.io.IOException;
import java.io.InputStream;

/** Has copies of a class and its nested ones, and one of these is missing. */
final class WithoutClass extends ClassLoader {

    private final Class<?> copied;
    private final Class<?> missing;

    WithoutClass(Class<?> copied, Class<?> missing) {
        super(copied.getClassLoader());
        this.copied = copied;
        this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.equals(missing.getName())) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(copied.getName())) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] code = file.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
