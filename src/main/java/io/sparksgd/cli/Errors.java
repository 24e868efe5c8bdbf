package io.sparksgd.cli;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.FencedException;
import io.sparksgd.cli.convert.ConvertException;
import io.sparksgd.cli.folder.DiskFull;
import io.sparksgd.cli.folder.LostFolderException;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.generate.GenerateException;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.source.UnregisteredClass;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;
import io.sparksgd.model.ModelFormatException;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.spark.TimeLimitException;
import io.sparksgd.train.SaveFailedException;
import io.sparksgd.train.TrainingFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns errors into lines on stderr and an exit code. */
final class Errors {
  private Errors() {}

  /** A wrong command line. */
  static int usage(ParameterException exception, String[] arguments) {
    PrintWriter err = exception.getCommandLine().getErr();
    err.println("sgd: " + ControlCharacters.shown(Secrets.hidden(exception.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println(
        "Try '" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.WRONG_INPUT;
  }

  /** An error while a command ran. */
  static int execution(Exception exception, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      // Further failures happen because the process is ending.
      print(List.of("Stopped by a signal."), err);
      err.flush();
      return ExitCode.INTERRUPTED;
    }
    Optional<String> surroundings =
        UnsupportedJava.in(exception).or(() -> UnregisteredClass.in(exception));
    if (surroundings.isPresent()) {
      print(List.of(surroundings.get()), err);
    } else if (exception instanceof ConfigException config) {
      print(config.errors(), err);
    } else {
      print(List.of(message(cause(exception), words(command))), err);
    }
    if (command.getCommand() instanceof VerboseCommand verbose && verbose.verbose()) {
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      err.print(Secrets.hidden(trace.toString()));
    }
    err.flush();
    boolean wrong =
        surroundings.isPresent()
            || isWrongInput(exception)
            || ChangedInputException.in(exception).isPresent()
            || cause(exception) instanceof InvalidPlanException;
    return wrong && !DiskFull.is(exception) && !OutOfMemory.is(exception)
        ? ExitCode.WRONG_INPUT
        : ExitCode.FAILED;
  }

  private static Wording words(CommandLine command) {
    return command.getCommand() instanceof VerboseCommand verbose
        ? verbose.words()
        : Wording.JOB_FILE;
  }

  /** The cause of a failed run, instead of the exception that says that it failed. */
  private static Throwable cause(Exception exception) {
    Optional<ChangedInputException> changed = ChangedInputException.in(exception);
    if (changed.isPresent()) {
      return changed.get();
    }
    Throwable failed =
        exception instanceof TrainingFailedException && exception.getCause() != null
            ? exception.getCause()
            : exception;
    // It only carries an IOException through methods that cannot throw one: its cause is the fault.
    return failed instanceof UncheckedIOException && isWrapperOnly(failed)
        ? failed.getCause()
        : failed;
  }

  /** Whether an exception says no more than its cause. */
  private static boolean isWrapperOnly(Throwable exception) {
    Throwable cause = exception.getCause();
    String message = exception.getMessage();
    return cause.toString().equals(message) || String.valueOf(cause.getMessage()).equals(message);
  }

  private static void print(List<String> errors, PrintWriter err) {
    for (String error : errors) {
      err.println("sgd: " + ControlCharacters.shown(Secrets.hidden(error)));
    }
  }

  private static boolean isWrongInput(Throwable exception) {
    return exception instanceof ConfigException
        || exception instanceof InputException
        || exception instanceof ChangedInputException
        || exception instanceof ModelFormatException
        || exception instanceof GenerateException
        || exception instanceof ConvertException
        || exception instanceof InvalidPlanException
        || exception instanceof CheckpointException
        || exception instanceof WrongInputException;
  }

  /**
   * The first line of a message, which is the useful one: Spark puts the executor's trace below it.
   */
  static String message(Throwable exception, Wording words) {
    Optional<String> full = DiskFull.in(exception);
    if (full.isPresent() && !(exception instanceof SaveFailedException)) {
      return diskFull(exception, full.get());
    }
    if (OutOfMemory.is(exception)) {
      return OutOfMemory.message();
    }
    String message = Worded.message(exception, words);
    if (message == null || message.isBlank()) {
      return exception.getClass().getSimpleName();
    }
    if (isWrongInput(exception)) {
      return message;
    }
    if (exception instanceof FencedException
        || exception instanceof SaveFailedException
        || exception instanceof LostFolderException
        || exception instanceof TimeLimitException
        || exception instanceof UncheckedIOException) {
      return message;
    }
    String first = message.lines().findFirst().orElse(message);
    return exception.getClass().getSimpleName() + ": " + first + " (--verbose shows the trace)";
  }

  /**
   * The innermost message of this project that names the place, or else the message of the
   * operating system.
   */
  private static String diskFull(Throwable exception, String said) {
    for (Throwable at = exception; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (message.startsWith("Cannot ") || message.startsWith("Invalid ")) {
        String first = message.lines().findFirst().orElse(message);
        return first.contains(said) ? first : first + ": " + said;
      }
    }
    return "Cannot write: " + said + " (--verbose shows where)";
  }
}
