package io.sparksgd.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command {@code scripts/soak}. */
final class Soak {
  static final List<Scenario> SCENARIOS =
      List.of(
          new DriverKills(),
          new FullDisk(),
          new ExecutorKills(),
          new DroppedBlocks(),
          new StoppedWorker(),
          new Together());

  private static final List<String> COLUMNS =
      List.of(
          "scenario",
          "mode",
          "faults",
          "hit work",
          "recovery p50, s",
          "p99",
          "longest",
          "steps",
          "result");

  private Soak() {}

  /** Ends with 1 if a run differs from its undisturbed one, with 2 for a wrong command line. */
  public static void main(String[] arguments) throws Exception {
    SoakArguments parsed;
    try {
      parsed = SoakArguments.parse(arguments, Path.of(System.getProperty("soak.home")));
    } catch (IllegalArgumentException e) {
      System.err.println("soak: " + e.getMessage());
      System.exit(2);
      return;
    }
    // Ctrl-C leaves no process behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    List<Outcome> outcomes = new ArrayList<>();
    for (Scenario scenario : parsed.scenarios()) {
      long start = System.nanoTime();
      outcomes.addAll(run(scenario, parsed.plan()));
      Progress.say("%s took %d s", scenario.name(), (System.nanoTime() - start) / 1_000_000_000);
    }
    System.out.print(table(outcomes));
    write(parsed, outcomes);
    System.exit(outcomes.stream().allMatch(outcome -> outcome.problems().isEmpty()) ? 0 : 1);
  }

  private static List<Outcome> run(Scenario scenario, SoakPlan plan) {
    try {
      return scenario.run(plan);
    } catch (Exception e) {
      Outcome failed = new Outcome(scenario.name(), "");
      failed.problem(e.toString());
      e.printStackTrace();
      return List.of(failed);
    }
  }

  static String table(List<Outcome> outcomes) {
    List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
    rows.add(COLUMNS.stream().map(column -> "---").toList());
    outcomes.forEach(outcome -> rows.add(outcome.row()));
    StringBuilder table = new StringBuilder();
    rows.forEach(row -> table.append("| ").append(String.join(" | ", row)).append(" |\n"));
    for (Outcome outcome : outcomes) {
      table.append("\n%s, %s: %s".formatted(outcome.scenario(), outcome.mode(), outcome.remarks()));
      outcome.problems().forEach(problem -> table.append("\n  FAILED: ").append(problem));
    }
    return table.append('\n').toString();
  }

  private static void write(SoakArguments arguments, List<Outcome> outcomes) throws IOException {
    SoakPlan plan = arguments.plan();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    results.put("seed", plan.seed());
    results.put("kills", plan.kills());
    results.put("minutes", plan.minutes());
    results.put("outcomes", outcomes.stream().map(Outcome::toMap).toList());
    Path file = plan.out().resolve("soak.json");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
    Progress.say("Wrote %s", file);
  }
}
