package io.sparksgd.job;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code inspect}: what a model, a run or a checkpoint folder holds, which needs no Spark; or with
 * {@code --plan} what a job will take.
 */
@Command(
    name = "inspect",
    description =
        "Shows what a model, the output folder of a run or its checkpoints hold; or estimates what"
            + " a job will take.",
    mixinStandardHelpOptions = true)
final class InspectCommand extends VerboseCommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "A model folder, a run's output folder, or one of checkpoints.")
  private String path;

  @Mixin private PlanOptions plan;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> content = content();
    if (json) {
      out().println(Json.pretty(content));
    } else {
      Table.ofMap(content).print(out());
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> content() throws Exception {
    if (plan.isGiven() == (path != null)) {
      throw new WrongInputException(
          "Invalid arguments: "
              + (path == null ? "nothing to inspect" : "a path and a plan")
              + " (allowed: either PATH or --plan JOB.yaml)");
    }
    if (plan.isGiven()) {
      return new JobEstimate(plan.parse(), plan.wish(), err()).make();
    }
    if (plan.hasOthers()) {
      throw new WrongInputException(
          "Invalid arguments: a job or a cluster without a plan (allowed: with --plan JOB.yaml)");
    }
    return Inspection.of(path, Session.hadoopSettings());
  }
}
