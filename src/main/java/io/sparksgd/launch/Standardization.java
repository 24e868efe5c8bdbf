package io.sparksgd.launch;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.score.FeatureDeviations;
import io.sparksgd.train.OptimizerState;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What divides features by their standard deviations and centres them, and the way of the
 * parameters there and back. With {@code x' = x f - m}, {@code f = 1 / s} and {@code m = mean f},
 * the weights of the training are {@code w' = w / f}, and its intercept is {@code b' = b + sum_j
 * w_j mean_j}. The rows are multiplied by {@code f}; {@link #centring} is for who reads them.
 *
 * <p>A feature that is {@code c} in all training rows is no feature of the training: {@code x' =
 * 0}. Its weight is that of the initial model afterwards, bit for bit, whatever penalties and
 * update rules do; without an initial model it is 0. So that margins are right meanwhile, the
 * intercept of the training has its part, {@code b' = b + w c}. Validation rows, in which it may
 * vary, are evaluated with its weight, {@code f = 1}. Models that have no such intercept train it
 * as any other feature, in units of {@code |c|}, if it has a weight.
 */
final class Standardization {
  static final String SCALE = "data.scale";

  private final Objective objective;
  private final ParameterGroup group;
  private final Start start;
  private final double[] constants;
  private final boolean[] absent;

  /** What is remembered for later fits: 0 for features that have been constant always. */
  private final double[] remembered;

  /** The same of means, in the units of the data; 0 for features that are not centred. */
  private final double[] means;

  /** Where a training begins. */
  private static final class Start {
    /** Parameters of the initial model. */
    private final double[] initial;

    /** The weights of which these are an average; these themselves, if they are none. */
    private final double[] averaged;

    /** What features were multiplied by when the optimizer began; 0: by nothing yet. */
    private final double[] factors;

    /** What was subtracted from features then. */
    private final double[] means;

    Start(Objective objective, Optional<double[]> model, Optional<OptimizerState> before) {
      int features = objective.layout().groups().get(0).rows();
      initial = model.orElseGet(() -> new double[objective.layout().size()]);
      averaged = before.flatMap(OptimizerState::averagedWeights).orElse(initial);
      factors =
          before.flatMap(OptimizerState::featureFactors).orElseGet(() -> new double[features]);
      means = before.flatMap(OptimizerState::featureMeans).orElseGet(() -> new double[features]);
    }
  }

  /** How one feature is trained that is not constant. */
  private record Way(FeatureScale scale, boolean centres) {
    /** What a training with these settings can do with an objective. */
    static Way of(JobConfig job, Objective objective) {
      FeatureScale scale = job.data().scale();
      boolean takesMeans = objective.absorbsConstants() && !job.synchronize().isNarrow();
      if (scale == FeatureScale.STANDARD && !takesMeans) {
        throw new InvalidPlanException(
            words ->
                "Invalid "
                    + words.name(SCALE)
                    + ": standard "
                    + (objective.absorbsConstants()
                        ? "with " + words.set("synchronize.local-precision", "float32")
                        : "with a model that has no intercept for all that its weights multiply")
                    + " (allowed: none, auto, deviation; auto and deviation subtract no means"
                    + " here)");
      }
      return new Way(scale, takesMeans && scale != FeatureScale.DEVIATION);
    }

    boolean changes(int feature, FeatureDeviations spread) {
      return scale != FeatureScale.AUTO || spread.isDense(feature);
    }
  }

  private Standardization(Objective objective, Start start) {
    this.objective = objective;
    this.group = objective.layout().groups().get(0);
    this.start = start;
    this.constants = new double[group.rows()];
    this.absent = new boolean[group.rows()];
    this.remembered = new double[group.rows()];
    this.means = new double[group.rows()];
  }

  /**
   * The standardization of a job's training.
   *
   * @param initial parameters of the initial model
   * @param before the state of the optimizer that goes on, whose features stay as they were
   * @throws InvalidPlanException if a feature's deviation, or what divides by it, is no number, or
   *     the model cannot be trained on centred features
   */
  static Standardization of(
      JobConfig job,
      FeatureDeviations spread,
      Objective objective,
      Optional<double[]> initial,
      Optional<OptimizerState> before) {
    Way way = Way.of(job, objective);
    Standardization all = new Standardization(objective, new Start(objective, initial, before));
    if (all.start.factors.length != all.remembered.length) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("model.init-optimizer")
                  + ": the earlier training had "
                  + all.start.factors.length
                  + " features, this one has "
                  + all.remembered.length
                  + " (allowed: the same features, or "
                  + words.set(SCALE, "none")
                  + ")");
    }
    for (int j = 0; j < all.remembered.length; j++) {
      all.add(j, spread, way);
    }
    return all;
  }

  private void add(int feature, FeatureDeviations spread, Way way) {
    double earlier = start.factors[feature];
    remembered[feature] = earlier;
    means[feature] = start.means[feature];
    if (!spread.isConstant(feature)) {
      if (!(earlier > 0)) {
        boolean changes = way.changes(feature, spread);
        remembered[feature] = changes ? factor(feature, spread) : 1;
        means[feature] = changes && way.centres() ? spread.mean(feature) : 0;
      }
      return;
    }
    double constant = spread.smallest(feature);
    constants[feature] = constant;
    absent[feature] = constant == 0 || objective.absorbsConstants() || !hasWeight(feature);
    if (!absent[feature] && !(earlier > 0)) {
      remembered[feature] = 1 / Math.abs(constant);
    }
  }

  private static double factor(int feature, FeatureDeviations spread) {
    double factor = 1 / spread.deviation(feature);
    if (!(factor > 0
        && factor < Double.POSITIVE_INFINITY
        && 1 / factor < Double.POSITIVE_INFINITY)) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("data.features")
                  + ": feature "
                  + feature
                  + " has values from "
                  + spread.smallest(feature)
                  + " to "
                  + spread.largest(feature)
                  + ", whose standard deviation cannot be divided by (allowed: values of usual"
                  + " size, or "
                  + words.set(SCALE, "none")
                  + ")");
    }
    return factor;
  }

  /** What the features of training rows are multiplied by. */
  double[] trainingFactors() {
    double[] factors = remembered.clone();
    for (int j = 0; j < factors.length; j++) {
      // Zeros stay, so that rows of which nothing else changes need no copy.
      factors[j] = absent[j] ? constants[j] == 0 ? 1 : 0 : factors[j];
    }
    return factors;
  }

  /** What the features of validation rows are multiplied by; their weights are {@link #judged}. */
  double[] validationFactors() {
    double[] factors = remembered.clone();
    for (int j = 0; j < factors.length; j++) {
      factors[j] = absent[j] ? 1 : factors[j];
    }
    return factors;
  }

  /** What is subtracted from the features of the rows. */
  Centring centring() {
    int[] features =
        IntStream.range(0, means.length).filter(j -> !absent[j] && means[j] != 0).toArray();
    double[] ofRows = Arrays.stream(features).mapToDouble(j -> means[j] * remembered[j]).toArray();
    return features.length == 0
        ? Centring.none()
        : Centring.of(objective.layout(), features, ofRows);
  }

  /** A state of the optimizer, in the units of the data, for later fits. */
  OptimizerState remembered(OptimizerState optimizerState, FeatureScale scale) {
    return optimizerState
        .inUnits(this::averagedToModel, this::toModel)
        .withFeatures(scale, remembered, means);
  }

  /**
   * {@code w / f} and {@code b + sum_j w_j mean_j}; of constant features 0, and {@code b + w c}.
   */
  double[] toTraining(double[] model) {
    double[] training = model.clone();
    for (int i = 0; i < group.size(); i++) {
      int feature = i / group.columns();
      if (absent[feature]) {
        absorb(training, i, model[group.offset() + i] * constants[feature]);
        training[group.offset() + i] = 0;
      } else {
        absorb(training, i, model[group.offset() + i] * means[feature]);
        training[group.offset() + i] *= 1 / remembered[feature];
      }
    }
    return training;
  }

  /**
   * {@code w' f} and {@code b' - sum_j w'_j f_j mean_j}; of constant features the initial weight,
   * and {@code b' - w c}.
   */
  double[] toModel(double[] training) {
    return toModel(training, start.initial);
  }

  /** The same of the weights of which {@link #toModel} is given the average. */
  private double[] averagedToModel(double[] training) {
    return toModel(training, start.averaged);
  }

  private double[] toModel(double[] training, double[] before) {
    double[] model = kept(training, before);
    for (int i = 0; i < group.size(); i++) {
      int feature = i / group.columns();
      if (!absent[feature]) {
        model[group.offset() + i] *= remembered[feature];
        absorb(model, i, -(model[group.offset() + i] * means[feature]));
      }
    }
    return model;
  }

  /** The weights that validation rows are evaluated with. */
  double[] judged(double[] training) {
    return centring().toRows(kept(training, start.initial));
  }

  private double[] kept(double[] training, double[] before) {
    double[] all = training.clone();
    for (int i = 0; i < group.size(); i++) {
      int feature = i / group.columns();
      if (absent[feature]) {
        all[group.offset() + i] = before[group.offset() + i];
        absorb(all, i, -(before[group.offset() + i] * constants[feature]));
      }
    }
    return all;
  }

  private void absorb(double[] parameters, int index, double part) {
    if (part != 0) {
      // The second group is the intercept: it begins where the weights end.
      parameters[group.end() + index % group.columns()] += part;
    }
  }

  private boolean hasWeight(int feature) {
    int from = group.offset() + feature * group.columns();
    for (int i = from; i < from + group.columns(); i++) {
      if (start.initial[i] != 0 || start.averaged[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
