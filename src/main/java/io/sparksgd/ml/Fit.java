package io.sparksgd.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.BadRows;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.blocks.LabelContrast;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KnownSizes;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;
import io.sparksgd.model.BinaryLabels;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.score.FeatureDeviations;
import io.sparksgd.spark.JobDescriptions;
import io.sparksgd.spark.RunMetrics;
import io.sparksgd.train.DriverMemory;
import io.sparksgd.train.OptimizerMemory;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit: reads and packs the rows, trains, and says how it went. */
final class Fit {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  private final SgdEstimator<?, ?> estimator;
  private final JobConfig job;
  private final Wording words;
  private final SummaryCollector collector = new SummaryCollector();

  /** Tells the lines of concurrent fits apart in the log. */
  private final String prefix = "[" + UUID.randomUUID().toString().substring(0, 8) + "] ";

  Fit(SgdEstimator<?, ?> estimator, JobConfig job) {
    this.estimator = estimator;
    this.job = job;
    this.words = new ParamWording(estimator);
  }

  /** What a fit gives. */
  record Result(TrainedModel model, TrainingSummary summary) {}

  Result run(Dataset<Row> data) {
    SparkContext context = data.sparkSession().sparkContext();
    LOG.info("{}{} {}", prefix, estimator.uid(), json());
    try (JobDescriptions descriptions =
            JobDescriptions.on(context, job.name() + ": reading the rows");
        RunMetrics metrics = RunMetrics.register(job.name())) {
      List<TrainingListener> listeners = estimator.listenersOfFit();
      listeners.addAll(List.of(collector, descriptions, metrics, this::warn));
      DriverMemory.check(job);
      return read(data, listeners);
    } catch (InputException | InvalidPlanException e) {
      throw new IllegalArgumentException(Worded.message(e, words), e);
    }
  }

  private void warn(TrainingEvent event) {
    if (event instanceof TrainingEvent.Diverged diverged) {
      LOG.warn("{}{}", prefix, diverged);
    }
  }

  private Result read(Dataset<Row> data, List<TrainingListener> listeners) throws InputException {
    long start = System.nanoTime();
    Optional<TrainedModel> initial = initial(data);
    KnownSizes known =
        initial.map(model -> new KnownSizes(0, model.classes())).orElse(KnownSizes.NONE);
    try (TrainingInput input =
        TrainingReader.read(data, job.data().validation(), options(data), known)) {
      LabelContrast.warning(job, input.train())
          .ifPresent(warning -> LOG.warn("{}{}", prefix, warning.in(words)));
      Objective objective = objective(input);
      initial.ifPresent(model -> check(model, objective));
      List<Double> labels = BinaryLabels.of(input.labels(), initial);
      Optional<OptimizerMemory> memory = memory(initial);
      try (TrainingRows rows = rows(input, objective, initial, memory)) {
        double readSeconds = PhaseClock.secondsSince(start);
        TrainingResult result =
            new Trainer(TrainingPlan.of(job, objective, Optional.empty()), listeners)
                .fit(
                    rows.train(),
                    rows.validation(),
                    start(objective, initial.map(TrainedModel::weights), rows),
                    rows.control().withMemory(memory.map(rows::toTraining)).withWords(words));
        LOG.info(
            "{}{} {} steps: {}",
            prefix,
            Secrets.hidden(job.name()),
            result.steps(),
            result.reason());
        if (result.status() == RunStatus.DIVERGED) {
          throw new IllegalStateException(result.reason());
        }
        TrainedModel model =
            model(input, rows.toModel(result.weights().kept()), initial).withLabels(labels);
        if (job.model().kept() == Parts.WITH_OPTIMIZER) {
          model = model.withOptimizer(rows.memory(result).state());
        }
        return new Result(model, collector.summary(job, result, readSeconds));
      }
    }
  }

  /**
   * A fit that goes on with an optimizer divides features by what they were divided by before,
   * where they were.
   */
  private TrainingRows rows(
      TrainingInput input,
      Objective objective,
      Optional<TrainedModel> initial,
      Optional<OptimizerMemory> memory) {
    if (!estimator.getStandardization()) {
      return TrainingRows.of(input);
    }
    Standardization standardization =
        Standardization.of(
            FeatureDeviations.of(input.train(), input.features()),
            objective,
            initial.map(TrainedModel::weights),
            memory);
    return TrainingRows.standardized(input, standardization, job.data().precision());
  }

  private Optional<OptimizerMemory> memory(Optional<TrainedModel> initial) {
    if (job.model().start() == Parts.WEIGHTS) {
      return Optional.empty();
    }
    OptimizerMemory memory =
        initial
            .flatMap(TrainedModel::optimizer)
            .map(OptimizerMemory::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Invalid initialOptimizer: the initial model has none (allowed: a model of"
                            + " a fit with keepOptimizer)"));
    if (memory.featureFactors().isPresent() != estimator.getStandardization()) {
      throw new IllegalArgumentException(
          "Invalid initialOptimizer: standardization is "
              + estimator.getStandardization()
              + " (allowed: "
              + memory.featureFactors().isPresent()
              + ", as in the fit of the initial model)");
    }
    return Optional.of(memory);
  }

  private String json() {
    try {
      return new ObjectMapper().writeValueAsString(Secrets.hidden(JobParser.toMap(job)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of plain values are always JSON", e);
    }
  }

  private InputOptions options(Dataset<Row> data) {
    if (job.data().badRows() == BadRows.QUARANTINE) {
      throw new IllegalArgumentException(
          "Invalid badRows: quarantine (allowed: fail, drop; only files have a quarantine)");
    }
    InputOptions.Builder options =
        InputOptions.of(Format.PARQUET, LabelRule.of(job.model().spec()))
            .label(job.data().label())
            .spread(job.spreadSeed())
            .precision(job.data().precision())
            .features(job.data().features().get(0));
    job.data().weight().ifPresent(options::weight);
    job.data().partitions().ifPresent(options::partitions);
    if (job.data().badRows() == BadRows.DROP) {
      options.dropBadRows();
    }
    features(data).ifPresent(options::numFeatures);
    classes(data).ifPresent(options::classes);
    return options.build();
  }

  private OptionalInt features(Dataset<Row> data) {
    String column = job.data().features().get(0);
    OptionalInt told = Columns.features(data.schema().apply(column));
    if (told.isPresent()) {
      return told;
    }
    List<Row> first =
        data.select(data.col(Columns.quoted(column)))
            .filter(data.col(Columns.quoted(column)).isNotNull())
            .takeAsList(1);
    return first.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(((Vector) first.get(0).get(0)).size());
  }

  /**
   * The parameters of the model that a fit makes, without a fit.
   *
   * @throws IllegalArgumentException if there is no vector of features, or no label of a class
   */
  ParameterLayout layout(Dataset<Row> data) {
    int features =
        features(data)
            .orElseThrow(() -> new IllegalArgumentException("Invalid data: no vector of features"));
    int classes = classes(data).orElseGet(() -> classesOfLabels(data));
    try {
      return DriverMemory.objective(job, features, classes).layout();
    } catch (InvalidPlanException e) {
      throw new IllegalArgumentException(e.worded().in(words), e);
    }
  }

  private int classesOfLabels(Dataset<Row> data) {
    if (Columns.task(job.model().spec()) == Objective.Task.REGRESSION) {
      return 0;
    }
    Column label = data.col(Columns.quoted(job.data().label())).cast(DataTypes.DoubleType);
    Row largest = data.agg(functions.max(label)).head();
    if (largest.isNullAt(0) || !(largest.getDouble(0) < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid label: " + largest.get(0) + " (allowed: the class numbers 0 .. k-1)");
    }
    return Math.max(2, (int) largest.getDouble(0) + 1);
  }

  private OptionalInt classes(Dataset<Row> data) {
    return switch (Columns.task(job.model().spec())) {
      case BINARY -> OptionalInt.of(2);
      case MULTICLASS ->
          job.model().classes().isPresent()
              ? job.model().classes()
              : Columns.classes(data.schema().apply(job.data().label()));
      case REGRESSION -> OptionalInt.empty();
    };
  }

  private Objective objective(TrainingInput input) {
    Objective objective = DriverMemory.objective(job, input.features(), input.classes());
    DriverMemory.check(job, objective, input.features(), input.train());
    return objective;
  }

  /** Random start weights suit features of like size: they are for the rows of the training. */
  private double[] start(Objective objective, Optional<double[]> initial, TrainingRows rows) {
    return initial.map(rows::toTraining).orElseGet(() -> objective.initialParameters(job.seed()));
  }

  private Optional<TrainedModel> initial(Dataset<Row> data) {
    return estimator.initial().isPresent()
        ? estimator.initial()
        : job.model().init().map(path -> load(data, path));
  }

  private static void check(TrainedModel initial, Objective objective) {
    if (!initial.objective().layout().equals(objective.layout())) {
      throw new IllegalArgumentException(
          "Invalid initialModel: it has "
              + initial.objective().layout().size()
              + " parameters in another layout (allowed: the "
              + objective.layout().size()
              + " of this model and data)"
              + initial
                  .columns()
                  .map(
                      fitted ->
                          "; its features are made of the columns "
                              + String.join(", ", fitted.columns().columns())
                              + ", by the first stage of its pipeline()")
                  .orElse(""));
    }
  }

  private static TrainedModel load(Dataset<Row> data, String path) {
    try {
      return ModelFolder.loadWithOptimizer(
          new Path(path), data.sparkSession().sparkContext().hadoopConfiguration());
    } catch (IOException e) {
      throw new IllegalArgumentException("Invalid initialModel: " + e.getMessage(), e);
    }
  }

  /** A model that goes on with one of columns is of the same columns, and is read as that one. */
  private TrainedModel model(
      TrainingInput input, double[] weights, Optional<TrainedModel> initial) {
    Optional<FittedFeatures> fitted = initial.flatMap(TrainedModel::columns);
    Map<String, Object> columns = new LinkedHashMap<>();
    if (fitted.isPresent()) {
      columns.putAll(initial.get().input());
      columns.remove("weight");
    } else {
      columns.put("format", Format.PARQUET.key());
      columns.put("features", job.data().features());
    }
    columns.put("label", job.data().label());
    job.data().weight().ifPresent(weight -> columns.put("weight", weight));
    TrainedModel model =
        new TrainedModel(
            job.model().spec(),
            job.model().intercept(),
            input.features(),
            input.classes(),
            weights,
            columns);
    return fitted.map(model::withColumns).orElse(model);
  }
}
