package io.sparksgd.cli.folder;

import io.sparksgd.cli.text.Json;
import io.sparksgd.cli.text.Versions;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.model.WeightsFile;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.search.SearchResult;
import io.sparksgd.train.TrainingResult;
import io.sparksgd.train.TrainingResult.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code summary.json}: how a run ended, its metrics and its costs. */
public final class Summary {
  private Summary() {}

  /**
   * The summary of a run that has ended.
   *
   * @param readSeconds seconds that reading and packing the data took
   * @param divergences that the run survived
   */
  public static Map<String, Object> of(
      JobConfig job,
      TrainingInput input,
      TrainingResult result,
      double readSeconds,
      List<Diverged> divergences) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", Secrets.hidden(job.name()));
    map.put("status", result.status().key());
    map.put("reason", Secrets.hidden(result.reason()));
    map.put("steps", result.steps());
    map.put("epochs", result.epochs());
    map.put("rows", result.rows());
    map.put("seconds", readSeconds + result.seconds());
    Map<String, Object> phases = new LinkedHashMap<>();
    phases.put(Phase.READ.key(), readSeconds);
    phases.putAll(Json.phases(result.phases()));
    map.put("phases", phases);
    map.put("final", point(result.last()));
    result.best().ifPresent(best -> map.put("best", point(best)));
    result.best().ifPresent(best -> map.put("seconds-to-best", best.seconds()));
    Map<String, Object> bytes = new LinkedHashMap<>(Json.bytes(result.bytes()));
    bytes.put("cosine", Json.number(result.cosine()));
    map.put("bytes", bytes);
    map.put("divergences", divergences.stream().map(MetricsFile::diverged).toList());
    map.put("weights-digest", WeightsFile.digest(result.weights().last()));
    map.put("model-step", result.weights().keptStep());
    map.put("data", data(input));
    map.put("config", Secrets.hidden(JobParser.toMap(job)));
    map.put("versions", Versions.all());
    map.put("seed", job.seed());
    return map;
  }

  /** Adds the search of a run: its result, the table of its trials, and its seconds. */
  @SuppressWarnings("unchecked")
  public static void addSearch(Map<String, Object> summary, SearchResult search) {
    Map<String, Object> phases = (Map<String, Object>) summary.get("phases");
    phases.put("search", search.seconds());
    summary.put("seconds", (Double) summary.get("seconds") + search.seconds());
    summary.put("search", map(search));
  }

  private static Map<String, Object> map(SearchResult search) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("chose", search.words());
    map.put("seconds", search.seconds());
    map.put("trials", search.trials());
    return map;
  }

  private static Map<String, Object> point(Point point) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", point.step());
    map.put("seconds", point.seconds());
    Map<String, Object> train = new LinkedHashMap<>();
    train.put("loss", Json.number(point.trainLoss()));
    map.put("train", train);
    map.put("validation", Json.metrics(point.validation()));
    return map;
  }

  private static Map<String, Object> data(TrainingInput input) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("training-rows", input.train().rows());
    map.put(
        "validation-rows", input.validation().isPresent() ? input.validation().get().rows() : 0);
    map.put("features", input.features());
    map.put("classes", input.classes());
    map.put("bad-rows", input.badRows());
    map.put("partitions", input.train().partitions());
    map.put("packed-bytes", input.train().bytes());
    map.put("stored-values", input.train().storedValues());
    if (input.train().storedValues() > 0) {
      map.put("bytes-per-value", (double) input.train().bytes() / input.train().storedValues());
    }
    map.put("kernels", input.train().kernels());
    return map;
  }
}
