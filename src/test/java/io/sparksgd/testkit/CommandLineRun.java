package io.sparksgd.testkit;

import io.sparksgd.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A command run inside the tests' JVM, with what it printed. */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs a command; settings that a job leaves out have their defaults. */
  public static CommandLineRun of(String... arguments) {
    boolean trains = arguments.length > 1 && arguments[0].equals("train");
    boolean says = String.join(" ", arguments).contains("search.kind");
    return searching(trains && !says ? withoutSearch(arguments) : arguments);
  }

  private static String[] withoutSearch(String[] arguments) {
    String[] more = Arrays.copyOf(arguments, arguments.length + 2);
    more[arguments.length] = "--set";
    more[arguments.length + 1] = "search.kind=none";
    return more;
  }

  /** Runs a command as a user does: a job without a learning rate searches. */
  public static CommandLineRun searching(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLineRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
