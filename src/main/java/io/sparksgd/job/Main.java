package io.sparksgd.job;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point for spark-submit and for {@code scripts/sgd}. */
@Command(
    name = "sgd",
    description = "Distributed stochastic gradient descent on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      FindRateCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      GenerateCommand.class,
      ConvertCommand.class,
      InspectCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong input, 3 diverged, 143 ended by SIGTERM.",
      "Results go to stdout; progress and errors go to stderr."
    })
public final class Main {
  private final PrintStream err;

  private Main(PrintStream err) {
    this.err = err;
  }

  /** Where progress goes. */
  PrintStream err() {
    return err;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code = run(arguments, System.out, System.err);
    // A normal end needs no exit: on YARN in cluster mode, exit(0) would race with the clean one.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    CommandLine command = new CommandLine(new Main(err));
    command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(Errors::usage);
    command.setExecutionExceptionHandler(Errors::execution);
    return command.execute(arguments);
  }
}
