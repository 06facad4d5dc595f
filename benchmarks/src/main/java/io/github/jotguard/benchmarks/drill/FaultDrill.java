package io.github.jotguard.benchmarks.drill;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs every scenario for every contender on the loopback interface, about twelve minutes in all, and prints a Markdown table. What needs the
 * processor runs alone; what mostly waits runs for all contenders at once.
 */
public final class FaultDrill {

    @FunctionalInterface
    private interface Scenario {
        Map<String, String> run(Contender contender) throws Exception;
    }

    private final Map<String, Map<Contender, String>> table = new LinkedHashMap<>();

    private FaultDrill() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Scenarios.rehearse();
        FaultDrill drill = new FaultDrill();
        drill.inTurn(Scenarios::coldStart);
        drill.inTurn(Scenarios::flood);
        drill.atOnce(Scenarios::outage);
        drill.record(Contender.JOTGUARD, Scenarios.simulatedOutage());
        drill.atOnce(Scenarios::hangingWarm);
        drill.atOnce(Scenarios::hangingCold);
        drill.atOnce(Scenarios::dripping);
        drill.print();
        System.exit(0); // some contenders leave threads behind that would keep the machine running
    }

    private void inTurn(Scenario scenario) throws Exception {
        for (Contender contender : Contender.values()) {
            if (contender != Contender.NIMBUS_TOLERANT) { // differs only in an outage
                record(contender, scenario.run(contender));
            }
        }
    }

    private void atOnce(Scenario scenario) throws InterruptedException, ExecutionException {
        Map<Contender, FutureTask<Map<String, String>>> runs = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            FutureTask<Map<String, String>> run = new FutureTask<>(() -> scenario.run(contender));
            runs.put(contender, run);
            Thread thread = new Thread(run, "drill");
            thread.setDaemon(true);
            thread.start();
        }
        for (Map.Entry<Contender, FutureTask<Map<String, String>>> run : runs.entrySet()) {
            record(run.getKey(), run.getValue().get());
        }
    }

    private void record(Contender contender, Map<String, String> figures) {
        figures.forEach((name, figure) -> {
            table.computeIfAbsent(name, row -> new EnumMap<>(Contender.class)).put(contender, figure);
            System.err.println(contender.title() + ": " + name + ": " + figure);
        });
    }

    private void print() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Contender contender : Contender.values()) {
            head.append(' ').append(contender.title()).append(" |");
            rule.append("---|");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        table.forEach((name, figures) -> {
            StringBuilder row = new StringBuilder("| ").append(name).append(" |");
            for (Contender contender : Contender.values()) {
                row.append(' ').append(figures.getOrDefault(contender, "")).append(" |");
            }
            lines.add(row.toString());
        });
        lines.add("");
        lines.add(LocalDate.now(ZoneOffset.UTC) + ", Java " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors; RS256, loopback, Jotguard without its "
                + "verified-token cache");
        lines.forEach(System.out::println);
    }
}
