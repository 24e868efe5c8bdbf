package io.sparksgd.job;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a model, a run or a checkpoint folder holds. Needs no Spark. */
@Command(
    name = "inspect",
    description = "Shows what a model, the output folder of a run or its checkpoints hold.",
    mixinStandardHelpOptions = true)
final class InspectCommand extends VerboseCommand {
  @Parameters(
      paramLabel = "PATH",
      description = "A model folder, a run's output folder, or one of checkpoints.")
  private String path;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> content = Inspection.of(new Path(path), new Configuration());
    if (json) {
      out().println(Json.pretty(content));
    } else {
      Table.ofMap(content).print(out());
    }
    return ExitCode.DONE;
  }
}
