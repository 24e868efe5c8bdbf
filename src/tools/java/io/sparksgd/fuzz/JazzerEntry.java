package io.sparksgd.fuzz;

/** What Jazzer calls; the property {@code fuzz.target} says which reader it is for. */
public final class JazzerEntry {
  private static Guard guard;

  private JazzerEntry() {}

  public static void fuzzerInitialize() throws ReflectiveOperationException {
    guard = new Guard(FuzzTargets.of(System.getProperty("fuzz.target")));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    guard.run(input);
  }
}
