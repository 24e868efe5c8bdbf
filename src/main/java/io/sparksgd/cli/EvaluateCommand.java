package io.sparksgd.cli;

import io.sparksgd.cli.folder.ModelPlace;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.Session;
import io.sparksgd.cli.text.Json;
import io.sparksgd.cli.text.Table;
import io.sparksgd.config.Secrets;
import io.sparksgd.input.LabelledInput;
import io.sparksgd.input.LabelledReader;
import io.sparksgd.input.format.InputException;
import io.sparksgd.message.Wording;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.MetricSums;
import io.sparksgd.objective.Objective;
import io.sparksgd.score.Evaluator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: the metrics of a model on labelled rows. */
@Command(
    name = "evaluate",
    description = {
      "Measures a model on labelled rows.",
      "f1 is that of class 1; of more than two classes the mean over the classes that occur."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand extends VerboseCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A model folder, or the output folder of a run.")
  private String folder;

  @Mixin private ModelData data;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  Wording words() {
    return new OptionWording();
  }

  @Override
  public Integer call() throws Exception {
    TrainedModel model = ModelPlace.load("--model", folder, Session.hadoopSettings());
    try (Session session = Session.open("spark-sgd evaluate")) {
      Map<String, Object> result = evaluate(session, model);
      if (json) {
        out().println(Json.pretty(result));
      } else {
        Table.ofMap(result).print(out());
      }
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> evaluate(Session session, TrainedModel model)
      throws IOException, InputException, WrongInputException {
    Objective objective = model.decisions();
    err().println("Reading " + Secrets.hidden(String.join(", ", data.paths())) + " ...");
    try (LabelledInput input =
        LabelledReader.read(session.spark(), data.paths(), data.options(session.spark(), model))) {
      MetricSums sums =
          Evaluator.evaluate(
              input.rows(), objective, model.weights(), Evaluator.applicable(objective));
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", Secrets.hidden(folder));
      result.put("data", data.paths().stream().map(Secrets::hidden).toList());
      result.put("rows", sums.rows());
      result.put("bad-rows", input.badRows());
      result.put("metrics", Json.metrics(sums.values()));
      return result;
    }
  }
}
