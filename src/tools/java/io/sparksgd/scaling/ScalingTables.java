package io.sparksgd.scaling;

import io.sparksgd.scaling.Job.Gradient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** The tables of {@code src/docs/scaling.md}; {@link #main} writes them into it. */
final class ScalingTables {
  static final Path PAGE = Path.of("src/docs/scaling.md");
  private static final String BEGIN = "<!-- simulation: written by ScalingTables -->\n";
  private static final String END = "<!-- end of simulation -->";
  private static final int[] EXECUTORS = {64, 512, 4096};
  private static final int[] BITS = {18, 22, 26, 30};
  private static final int LOCAL_STEPS = 64;

  private ScalingTables() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(PAGE, renewed(Files.readString(PAGE)));
  }

  /** The page with these tables. */
  static String renewed(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, from) + tables() + page.substring(page.indexOf(END));
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    table(text, "Gradients of the features of the rows, seconds a step", Gradient.FEW, 1);
    table(text, "Whole gradients, seconds a step", Gradient.WHOLE, 1);
    table(text, "Rounds of 64 local steps, seconds a step", Gradient.WHOLE, LOCAL_STEPS);
    return text.toString();
  }

  private static void table(StringBuilder text, String title, Gradient gradient, int steps) {
    text.append('\n').append("**").append(title).append("**\n\n");
    text.append("| executors | features | driver | tree (today) | combine | sharded |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (int executors : EXECUTORS) {
      for (int bits : BITS) {
        Job job = new Job(1L << bits, gradient);
        Simulation simulation = new Simulation(Machines.of(executors), job, steps);
        text.append("| ").append(executors).append(" | 2^").append(bits);
        cell(text, simulation, Simulation::driver, steps);
        cell(text, simulation, Simulation::tree, steps);
        cell(text, simulation, Simulation::combine, steps);
        text.append(" | ").append(simulation.sharded().cell(steps)).append(" |\n");
      }
    }
  }

  private static void cell(
      StringBuilder text, Simulation simulation, Function<Simulation, Outcome> design, int steps) {
    String cell = simulation.fitsIntoArrays() ? design.apply(simulation).cell(steps) : "no: array";
    text.append(" | ").append(cell);
  }
}
