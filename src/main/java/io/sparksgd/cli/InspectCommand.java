package io.sparksgd.cli;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.Session;
import io.sparksgd.cli.plan.JobEstimate;
import io.sparksgd.cli.plan.PlanOptions;
import io.sparksgd.cli.text.Json;
import io.sparksgd.cli.text.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code inspect}: shows the content of a model, a run or a checkpoint folder, without Spark; or,
 * with {@code --plan}, estimates the cost of a job.
 */
@Command(
    name = "inspect",
    description =
        "Shows the content of a model, of the output folder of a run or of its checkpoints; with"
            + " --plan, estimates the cost of a job.",
    mixinStandardHelpOptions = true)
final class InspectCommand extends VerboseCommand {
  @Parameters(
      paramLabel = "PATH",
      arity = "0..1",
      description = "A model folder, the output folder of a run, or a folder of checkpoints.")
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
          path == null
              ? "Nothing to inspect: give either PATH or --plan JOB.yaml"
              : "PATH and --plan exclude each other: give one of them");
    }
    if (plan.isGiven()) {
      return new JobEstimate(plan.parse(), plan.wish(), err()).make();
    }
    if (plan.hasOthers()) {
      throw new WrongInputException(
          "A job file or cluster options require --plan: inspect --plan JOB.yaml");
    }
    return Inspection.of(path, Session.hadoopSettings());
  }
}
