package io.github.jotguard.servlet;

import io.github.jotguard.settings.EditDistance;
import io.github.jotguard.settings.NamesElsewhere;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the init-param that the author of an unknown name means. */
final class InitParamHints {

    private static final int FEW_TYPOS = 2;
    /** The number of letters among which one may be wrong. */
    private static final int LETTERS_A_TYPO = 3;

    private static final String PRODUCT = "jotguard.";

    private InitParamHints() {}

    /** Returns a known name; empty if none is similar. */
    static Optional<String> of(String unknown, Collection<String> known) {
        String name = unknown.startsWith(PRODUCT) ? unknown.substring(PRODUCT.length()) : unknown;
        int dot = name.indexOf('.');
        String entry = name.substring(0, dot + 1);
        String inEntry = name.substring(dot + 1);
        return Stream.of(
                        sameAs(name, known),
                        elsewhere("", name, known),
                        elsewhere(entry, inEntry, known),
                        nearest(unknown, known, FEW_TYPOS),
                        sameAs(inEntry, known),
                        elsewhere("", inEntry, known),
                        nearest(unknown, known, unknown.length() / LETTERS_A_TYPO))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> sameAs(String name, Collection<String> known) {
        String compared = NamesElsewhere.compared(name);
        return known.stream()
                .filter(one -> NamesElsewhere.compared(one).equals(compared))
                .findFirst();
    }

    /** Finds a name of other libraries. The secret is the one setting whose init-param has another name too. */
    private static Optional<String> elsewhere(String entry, String name, Collection<String> known) {
        return Stream.of(NamesElsewhere.ofOneIssuer(name), NamesElsewhere.ofAllIssuers(name), Optional.of(name))
                .flatMap(Optional::stream)
                .findFirst()
                .map(setting -> setting.equals("secret") ? InitParamKeysFactory.SECRET_ENV : setting)
                .flatMap(setting -> sameAs(entry + setting, known));
    }

    private static Optional<String> nearest(String name, Collection<String> known, int limit) {
        String nearest = EditDistance.nearest(name, known);
        int typos = EditDistance.between(NamesElsewhere.compared(nearest), NamesElsewhere.compared(name));
        return Optional.of(nearest).filter(found -> typos <= limit);
    }
}
