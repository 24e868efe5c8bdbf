package io.sparksgd.fuzz;

import java.io.PrintStream;
import java.util.Locale;

/** {@code TARGET RUNS SECONDS SEED}: seeded mutations of a target's corpus; see scripts/fuzz. */
final class FuzzMain {
  private static final long LOOK_AT_THE_CLOCK = 1024;

  private FuzzMain() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    long runs = Long.parseLong(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    FuzzTarget target = FuzzTargets.of(name);
    Guard guard = new Guard(target);
    Mutator mutator = new Mutator(FuzzTargets.corpus(name, target), target.words(), seed);
    long start = System.nanoTime();
    long done = 0;
    long taken = 0;
    while (done < runs
        && (done % LOOK_AT_THE_CLOCK != 0
            || System.nanoTime() - start < seconds * 1_000_000_000L)) {
      taken += guard.run(mutator.next()) ? 1 : 0;
      done++;
    }
    report(System.out, name, done, taken, guard, (System.nanoTime() - start) / 1e9);
  }

  private static void report(
      PrintStream out, String name, long done, long taken, Guard guard, double seconds) {
    out.printf(
        Locale.ROOT,
        "%-9s %,12d inputs, %,12d taken, no finding; most %,d KiB and %.1f ms in one; %.0f s%n",
        name,
        done,
        taken,
        guard.mostBytes() >> 10,
        guard.mostNanos() / 1e6,
        seconds);
  }
}
