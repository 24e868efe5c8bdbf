package io.sparksgd.cli;

import io.sparksgd.message.Wording;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The common part of all commands. */
abstract class VerboseCommand implements Callable<Integer> {
  @Option(names = "--verbose", description = "Show stack traces.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @ParentCommand private Main main;

  final boolean verbose() {
    return verbose;
  }

  /** The names of settings in the command's messages. */
  Wording words() {
    return Wording.JOB_FILE;
  }

  /** Where results go. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where progress goes. */
  final PrintStream err() {
    return main.err();
  }
}
