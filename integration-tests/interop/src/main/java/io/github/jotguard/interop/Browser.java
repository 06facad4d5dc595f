package io.github.jotguard.interop;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser of one person: keeps cookies, follows redirects and fills in the forms of an authorization server. */
public final class Browser {

    private static final int MOST_PAGES = 20;
    private static final String PAGES = "text/html";
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>");
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b([^>]*)>");

    private final Http http = Http.plain();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> answers;

    /**
     * Opens a browser without cookies.
     *
     * @param answers what the person types, by the name of the field
     */
    public Browser(Map<String, String> answers) {
        this.answers = answers;
    }

    /** Opens an address and goes on until a redirect leads to the client, and returns where to. */
    public String goUntil(String redirect, String address) {
        Http.Reply reply = get(address);
        String page = address;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            if (reply.status() / 100 == 3) {
                page = URI.create(page).resolve(reply.header("location")).toString();
                if (page.startsWith(redirect)) {
                    return page;
                }
                reply = get(page);
            } else {
                Matcher form = FORM.matcher(reply.expect(200).body());
                if (!form.find()) {
                    throw new IllegalStateException("no form at " + page + ": " + reply.body());
                }
                page = URI.create(page).resolve(action(form.group(1), page)).toString();
                reply = post(page, fields(reply.body()));
            }
        }
        throw new IllegalStateException("too many pages, the last is " + page);
    }

    private Http.Reply get(String address) {
        return keepCookies(http.get(address, headers()));
    }

    private Http.Reply post(String address, Map<String, String> form) {
        return keepCookies(http.postForm(address, form, headers()));
    }

    private String[] headers() {
        String sent = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? new String[] {"Accept", PAGES} : new String[] {"Accept", PAGES, "Cookie", sent};
    }

    /** Keeps those marked Secure too, as browsers do where the server has a loopback address. */
    private Http.Reply keepCookies(Http.Reply reply) {
        for (String cookie : reply.cookies()) {
            String[] parts = cookie.split("=", 2);
            if (parts[1].isEmpty()) {
                cookies.remove(parts[0]);
            } else {
                cookies.put(parts[0], parts[1]);
            }
        }
        return reply;
    }

    private static String action(String attributes, String page) {
        String action = attribute(attributes, "action");
        return action.isEmpty() ? page : action;
    }

    /** Returns the fields of a page but its button to cancel, of which those outside its form belong to it too (a button with {@code form=…}). */
    private Map<String, String> fields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Matcher input = INPUT.matcher(html); input.find(); ) {
            String name = attribute(input.group(1), "name");
            if (!name.isEmpty() && !name.equals("cancel")) {
                fields.put(name, answers.getOrDefault(name, attribute(input.group(1), "value")));
            }
        }
        return fields;
    }

    private static String attribute(String attributes, String name) {
        Matcher value = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(attributes);
        return value.find() ? value.group(1).replace("&amp;", "&") : "";
    }
}
