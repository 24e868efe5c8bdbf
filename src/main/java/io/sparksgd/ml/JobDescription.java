package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.FullKeys;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.ml.params.JobParams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;

/** From the Params of an estimator to a job description, in one place. */
final class JobDescription {
  /** Stands where a job file names files. */
  private static final String DATA_SET = "the data set";

  private static final String SCALE = "data.scale";
  private static final String IN_MEMORY = "a model in memory";

  /** Groups whose defaults do not depend on other keys. */
  private static final Set<String> UNCONDITIONAL =
      Set.of(
          "model.intercept",
          "model.keep-optimizer",
          "data.bad-rows",
          "seed",
          "batch.accumulation-steps",
          "scaling.rule",
          "optimizer.kind",
          "schedule.kind");

  private final SgdEstimator<?, ?> estimator;
  private final Map<String, Object> job = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private JobDescription(SgdEstimator<?, ?> estimator) {
    this.estimator = estimator;
  }

  /**
   * The job of an estimator.
   *
   * @throws IllegalArgumentException with all errors, each with the Param it is about
   */
  static JobConfig of(SgdEstimator<?, ?> estimator) {
    return new JobDescription(estimator).parse();
  }

  /** The job file's defaults of keys that always have the same one. */
  static Map<String, Object> defaults(String model) {
    Map<String, Object> least = new LinkedHashMap<>();
    FullKeys.put(least, "data.train", DATA_SET);
    FullKeys.put(least, "data.format", "parquet");
    FullKeys.put(least, "model.kind", model);
    FullKeys.put(least, "name", DATA_SET);
    FullKeys.put(least, "output", DATA_SET);
    FullKeys.put(least, "search.kind", "none");
    try {
      Map<String, Object> found = new LinkedHashMap<>();
      Map<String, Object> full =
          JobParser.toMap(JobParser.parse(least, any -> DATA_SET, List.of()));
      UNCONDITIONAL.forEach(key -> find(full, key, found));
      return found;
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void find(Map<?, ?> map, String key, Map<String, Object> found) {
    Object at = map;
    for (String part : key.split("\\.", -1)) {
      at = ((Map<?, ?>) at).get(part);
    }
    found.put(key, at);
  }

  private JobConfig parse() {
    FullKeys.put(job, "name", estimator.uid());
    FullKeys.put(job, "output", DATA_SET);
    FullKeys.put(job, "data.train", DATA_SET);
    FullKeys.put(job, "data.format", "parquet");
    named("data.label", estimator.getLabelCol(), "labelCol");
    named("data.features", estimator.getFeaturesCol(), "featuresCol");
    column("data.weight", estimator.weightCol());
    column("data.validation-column", estimator.validationIndicatorCol());
    scale();
    for (Param<?> param : estimator.params()) {
      JobParams.key(param).ifPresent(key -> keyed(key, param));
    }
    penalty();
    if (estimator.initial().isPresent()) {
      // Where a job file names a folder.
      named("model.init", IN_MEMORY, "initialModel");
    }
    try {
      JobConfig parsed = parse(job);
      return isScaleLeftOut() && !parsed.search().open().contains(SearchConfig.Open.SCALE)
          ? withUsualScale()
          : parsed;
    } catch (ConfigException e) {
      ParamWording words = new ParamWording(estimator);
      throw new IllegalArgumentException(
          e.errors().stream().map(words::translated).collect(Collectors.joining("\n")), e);
    }
  }

  private JobConfig parse(Map<String, Object> description) throws ConfigException {
    String[] settings =
        estimator.isSet(estimator.settings()) ? estimator.getSettings() : new String[0];
    return JobParser.parse(description, this::origin, List.of(settings));
  }

  private boolean isScaleLeftOut() {
    return !estimator.isSet(estimator.standardization()) && !estimator.isSet(estimator.scale());
  }

  /** Where no search finds it, an estimator scales, and a job file does not. */
  private JobConfig withUsualScale() throws ConfigException {
    named(SCALE, estimator.getScale(), "scale");
    return parse(job);
  }

  /** Only what is set: every other key has the job file's default. */
  private void keyed(String key, Param<?> param) {
    boolean always = key.equals("model.kind");
    if (!always && !estimator.isSet(param)) {
      return;
    }
    Object value = JobParams.plain(estimator.getOrDefault(param));
    String other = names.get(key);
    if (other != null) {
      throw new IllegalArgumentException(
          "Invalid " + param.name() + ": " + other + " is set, too (allowed: one of them)");
    }
    named(key, value, param.name());
  }

  private void column(String key, Param<String> param) {
    if (estimator.isSet(param) && !estimator.getOrDefault(param).isEmpty()) {
      named(key, estimator.getOrDefault(param), param.name());
    }
  }

  /** Spark's boolean keeps its meaning. */
  private void scale() {
    if (estimator.isSet(estimator.standardization())) {
      String scale = estimator.getStandardization() ? "deviation" : "none";
      named(SCALE, scale, "standardization");
    }
  }

  /** A penalty that is not set may be searched for. */
  private void penalty() {
    if (!estimator.isSet(estimator.regParam()) && !estimator.isSet(estimator.elasticNetParam())) {
      return;
    }
    double strength = estimator.getRegParam();
    double share = estimator.getElasticNetParam();
    named("penalty.l1", strength * share, "elasticNetParam");
    named("penalty.l2", strength * (1 - share), "regParam");
  }

  private void named(String key, Object value, String param) {
    FullKeys.put(job, key, value);
    names.put(key, param);
  }

  private String origin(String key) {
    return Optional.ofNullable(names.get(key))
        .or(() -> new ParamWording(estimator).given(key))
        .orElse(estimator.getClass().getSimpleName());
  }
}
