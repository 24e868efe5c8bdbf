package io.sparksgd.model;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.parse.ModelKeys;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A model with its weights, and the settings by which its training data was read. */
public final class TrainedModel {
  private final ModelSpec spec;
  private final Intercept intercept;
  private final int features;
  private final int classes;
  private final double[] weights;
  private final Extras extras;

  /**
   * The parts of a model beside its weights.
   *
   * @param input how its training rows were read
   * @param columns how its vectors are made from columns
   * @param thresholds one number for each class; empty: the most probable class is predicted
   * @param labels the label of each class; empty: its number
   */
  private record Extras(
      Map<String, Object> input,
      Optional<FittedFeatures> columns,
      List<Double> thresholds,
      List<Double> labels,
      Optional<RunState> optimizer) {
    static Extras of(Map<String, Object> input) {
      return new Extras(
          Map.copyOf(input), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    Extras withColumns(FittedFeatures fitted) {
      return new Extras(input, Optional.of(fitted), thresholds, labels, optimizer);
    }

    Extras withThresholds(List<Double> numbers) {
      return new Extras(input, columns, numbers, labels, optimizer);
    }

    Extras withLabels(List<Double> values) {
      return new Extras(input, columns, thresholds, values, optimizer);
    }

    Extras withOptimizer(RunState state) {
      return new Extras(input, columns, thresholds, labels, Optional.of(state));
    }
  }

  /**
   * A model.
   *
   * @param classes number of classes; 0 for a regression
   * @param weights in the order of the objective's layout
   * @param input the keys of the job's {@code data} group that decide how rows are read, so that
   *     other data is read the same way
   * @throws IllegalArgumentException if the number of weights is not the layout's
   */
  public TrainedModel(
      ModelSpec spec,
      Intercept intercept,
      int features,
      int classes,
      double[] weights,
      Map<String, Object> input) {
    this(spec, intercept, features, classes, weights.clone(), Extras.of(input));
    int expected = objective().layout().size();
    if (weights.length != expected) {
      throw new IllegalArgumentException(
          "Invalid weights: " + weights.length + " values (allowed: " + expected + ")");
    }
  }

  /** A model of checked parts, which it does not copy. */
  private TrainedModel(
      ModelSpec spec,
      Intercept intercept,
      int features,
      int classes,
      double[] weights,
      Extras extras) {
    this.spec = spec;
    this.intercept = intercept;
    this.features = features;
    this.classes = classes;
    this.weights = weights;
    this.extras = extras;
  }

  private TrainedModel with(Extras others) {
    return new TrainedModel(spec, intercept, features, classes, weights, others);
  }

  /**
   * This model, with the rules that make its vectors from columns.
   *
   * @throws IllegalArgumentException if these vectors have another size
   */
  public TrainedModel withColumns(FittedFeatures fitted) {
    if (fitted.size() != features) {
      throw new IllegalArgumentException(
          "Invalid features: " + fitted.size() + " of columns (allowed: " + features + ")");
    }
    return with(extras.withColumns(fitted));
  }

  /**
   * This model with more features, whose weights are 0: new categories, and numbers that had one
   * value before and vary now. Its predictions for earlier rows stay the same. The state of its
   * optimizer is moved accordingly.
   *
   * @param grown the columns of this model, with what new rows add
   * @param fresh the value in a section of the optimizer's state for a weight without updates
   * @throws IllegalArgumentException if its parameters are not arranged by features
   */
  public TrainedModel grown(FittedFeatures grown, ToDoubleFunction<String> fresh) {
    FittedFeatures own = columns().orElseThrow();
    if (own.equals(grown)) {
      return this;
    }
    Objective larger = spec.build(grown.size(), classes, intercept);
    Growth growth = new Growth(objective().layout(), larger.layout(), own.placesIn(grown));
    TrainedModel model =
        new TrainedModel(
            spec, intercept, grown.size(), classes, growth.of(weights, 0), Extras.of(input()));
    model = model.withColumns(grown).withThresholds(thresholds()).withLabels(labels());
    return extras.optimizer().isPresent()
        ? model.withOptimizer(
            extras
                .optimizer()
                .get()
                .map(
                    (section, values) -> growth.ofParameters(values, fresh.applyAsDouble(section))))
        : model;
  }

  /**
   * This model with thresholds: it predicts the class with the largest probability / threshold.
   *
   * @param numbers one for each class; none: the most probable class is predicted
   * @throws IllegalArgumentException if there are more or fewer
   */
  public TrainedModel withThresholds(double... numbers) {
    if (numbers.length > 0) {
      Thresholds.of(objective(), numbers);
    }
    List<Double> kept = Arrays.stream(numbers).boxed().toList();
    return with(extras.withThresholds(kept));
  }

  /**
   * This model with labels of its classes.
   *
   * @param values one for each class, in their order; none: the class numbers
   * @throws IllegalArgumentException if there are more or fewer, or two are the same
   */
  public TrainedModel withLabels(List<Double> values) {
    int expected = objective().task() == Objective.Task.BINARY ? 2 : classes;
    boolean distinct = values.stream().distinct().count() == values.size();
    if (!values.isEmpty() && (values.size() != expected || !distinct)) {
      throw new IllegalArgumentException(
          "Invalid labels: " + values + " (allowed: a different one for each class)");
    }
    return with(extras.withLabels(List.copyOf(values)));
  }

  /** The label of each class; empty when that is its number. */
  public List<Double> labels() {
    return extras.labels();
  }

  /** A model of one feature whose weights are all 0. */
  public static TrainedModel untrained(ModelSpec spec) {
    int parameters = spec.build(1, 2, Intercept.NONE).layout().size();
    return new TrainedModel(spec, Intercept.NONE, 1, 2, new double[parameters], Map.of());
  }

  /** The model's objective, which scores rows. */
  public Objective objective() {
    return spec.build(features, classes, intercept);
  }

  /** This model, with the state of the optimizer at the end of its training. */
  public TrainedModel withOptimizer(RunState state) {
    return with(extras.withOptimizer(state));
  }

  /** The state of the optimizer; empty when it was not kept. */
  public Optional<RunState> optimizer() {
    return extras.optimizer();
  }

  /** The objective that predicts with the thresholds, where there are any. */
  public Objective decisions() {
    return extras.thresholds().isEmpty() ? objective() : Thresholds.of(objective(), thresholds());
  }

  /** How its vectors are made from columns; empty when it was trained on vectors. */
  public Optional<FittedFeatures> columns() {
    return extras.columns();
  }

  /** One number for each class; empty when the most probable class is predicted. */
  public double[] thresholds() {
    return extras.thresholds().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The name of the model's kind in job files. */
  public String kind() {
    return ModelKeys.kind(spec);
  }

  public ModelSpec spec() {
    return spec;
  }

  public Intercept intercept() {
    return intercept;
  }

  public int features() {
    return features;
  }

  public int classes() {
    return classes;
  }

  public double[] weights() {
    return weights.clone();
  }

  public Map<String, Object> input() {
    return extras.input();
  }
}
