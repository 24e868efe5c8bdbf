package io.sparksgd.cli;

import io.sparksgd.cli.folder.FileNames;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.UserName;
import io.sparksgd.cli.text.SafePrint;
import io.sparksgd.cli.text.SafeWriter;
import io.sparksgd.cli.text.Versions;
import io.sparksgd.config.Secrets;
import io.sparksgd.message.Wording;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.apache.hadoop.fs.FSError;
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
    OutOfMemory.endProcessWhenThreadsDie(System.err);
    int code = run(arguments, System.out, System.err);
    // A normal end needs no exit: on YARN in cluster mode, exit(0) would race with the clean one.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    PrintStream safeErr = new SafePrint(err);
    CommandLine command = new CommandLine(new Main(safeErr));
    command.setOut(new PrintWriter(new SafeWriter(out), true));
    command.setErr(new PrintWriter(new SafeWriter(err), true));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(Errors::usage);
    command.setExecutionExceptionHandler(Errors::execution);
    if (arguments.length == 0) {
      command.usage(command.getErr());
      return ExitCode.WRONG_INPUT;
    }
    try {
      FileNames.checkArguments(arguments);
      UserName.ensure();
      return command.execute(arguments);
    } catch (WrongInputException e) {
      safeErr.println("sgd: " + Secrets.hidden(e.getMessage()));
      return ExitCode.WRONG_INPUT;
    } catch (FSError | OutOfMemoryError | StackOverflowError | LinkageError e) {
      // Not passed on as an exception, because picocli would print its trace.
      safeErr.println("sgd: " + Secrets.hidden(Errors.message(e, Wording.JOB_FILE)));
      return ExitCode.FAILED;
    }
  }
}
