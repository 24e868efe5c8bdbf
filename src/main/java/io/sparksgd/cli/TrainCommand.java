package io.sparksgd.cli;

import io.sparksgd.cli.job.JobFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code train}: runs a job file. */
@Command(
    name = "train",
    description = "Trains the model that a job file describes.",
    mixinStandardHelpOptions = true)
final class TrainCommand extends VerboseCommand {
  @Mixin private JobFile job;

  @Override
  public Integer call() throws Exception {
    return new TrainJob(job.parse(), out(), err()).run();
  }
}
