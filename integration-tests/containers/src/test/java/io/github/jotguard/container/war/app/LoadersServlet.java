package io.github.jotguard.container.war.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with the number of class loaders of this application that are still reachable, of all its deployments. */
public final class LoadersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<WeakReference<ClassLoader>> loaders = (List<WeakReference<ClassLoader>>) System.getProperties()
                .computeIfAbsent("jotguard.test." + request.getParameter("key"), name -> new CopyOnWriteArrayList<>());
        ClassLoader own = getClass().getClassLoader();
        if (loaders.stream().noneMatch(loader -> loader.get() == own)) {
            loaders.add(new WeakReference<>(own));
        }
        System.gc();
        response.getWriter()
                .write(Long.toString(
                        loaders.stream().filter(loader -> loader.get() != null).count()));
    }
}
