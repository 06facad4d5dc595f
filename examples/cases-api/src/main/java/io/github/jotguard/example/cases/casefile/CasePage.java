package io.github.jotguard.example.cases.casefile;

import java.util.List;

/**
 * A part of a list of cases.
 *
 * @param total how many there are in all parts
 */
record CasePage(List<CaseFile> items, int page, int size, long total) {

    CasePage {
        items = List.copyOf(items);
    }
}
