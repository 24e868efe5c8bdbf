package io.sparksgd.launch;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.score.FeatureDeviations;
import io.sparksgd.train.OptimizerState;
import java.util.Optional;

/**
 * What divides features by their standard deviations, and the way of the parameters there and back.
 * With {@code x' = x f}, {@code f = 1 / s}, the weights of the training are {@code w' = w / f}.
 *
 * <p>A feature that is {@code c} in all training rows is no feature of the training: {@code x' =
 * 0}. Its weight is that of the initial model afterwards, bit for bit, whatever penalties and
 * update rules do; without an initial model it is 0. So that margins are right meanwhile, the
 * intercept of the training has its part, {@code b' = b + w c}. Validation rows, in which it may
 * vary, are evaluated with its weight, {@code f = 1}. Models that have no such intercept train it
 * as any other feature, in units of {@code |c|}, if it has a weight.
 */
final class Standardization {
  private final Objective objective;
  private final ParameterGroup group;
  private final double[] initial;

  /** The weights of which the initial ones are an average; the initial ones, if they are none. */
  private final double[] averaged;

  private final double[] constants;
  private final boolean[] absent;

  /** What is remembered for later fits: 0 for features that have been constant always. */
  private final double[] remembered;

  private Standardization(Objective objective, double[] initial, double[] averaged) {
    this.objective = objective;
    this.group = objective.layout().groups().get(0);
    this.initial = initial;
    this.averaged = averaged;
    this.constants = new double[group.rows()];
    this.absent = new boolean[group.rows()];
    this.remembered = new double[group.rows()];
  }

  /**
   * The standardization of a fit.
   *
   * @param initial parameters of the initial model
   * @param before what is remembered of the fit whose optimizer goes on: what features were
   *     multiplied by (0: by nothing yet), and the weights of which the initial model is an average
   * @throws InvalidPlanException if a feature's deviation, or what divides by it, is no number
   */
  static Standardization of(
      FeatureDeviations spread,
      Objective objective,
      Optional<double[]> initial,
      Optional<OptimizerState> before) {
    double[] start = initial.orElseGet(() -> new double[objective.layout().size()]);
    double[] averaged = before.flatMap(OptimizerState::averagedWeights).orElse(start);
    Optional<double[]> factors = before.flatMap(OptimizerState::featureFactors);
    Standardization all = new Standardization(objective, start, averaged);
    for (int j = 0; j < all.remembered.length; j++) {
      double earlier = factors.isPresent() ? factors.get()[j] : 0;
      all.add(j, spread, earlier);
    }
    return all;
  }

  private void add(int feature, FeatureDeviations spread, double earlier) {
    remembered[feature] = earlier;
    if (!spread.isConstant(feature)) {
      remembered[feature] = earlier > 0 ? earlier : factor(feature, spread);
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
                  + words.set(InitialModel.STANDARDIZATION, "false")
                  + ")");
    }
    return factor;
  }

  /** What the features of training rows are multiplied by. */
  double[] trainingFactors() {
    double[] factors = remembered.clone();
    for (int j = 0; j < factors.length; j++) {
      factors[j] = absent[j] ? 0 : factors[j];
    }
    return factors;
  }

  /** What the features of validation rows are multiplied by. */
  double[] validationFactors() {
    double[] factors = trainingFactors();
    for (int j = 0; j < factors.length; j++) {
      factors[j] = isKept(j) ? 1 : factors[j];
    }
    return factors;
  }

  /** What later fits multiply by that go on with the optimizer; 0 where nothing is known yet. */
  double[] remembered() {
    return remembered.clone();
  }

  /** Whether weights are kept that validation rows need. */
  boolean keepsWeights() {
    for (int j = 0; j < absent.length; j++) {
      if (isKept(j)) {
        return true;
      }
    }
    return false;
  }

  /** {@code w / f}; of constant features 0, and {@code b + w c}. */
  double[] toTraining(double[] model) {
    double[] training = model.clone();
    for (int i = 0; i < group.size(); i++) {
      int feature = i / group.columns();
      if (absent[feature]) {
        absorb(training, i, model[group.offset() + i] * constants[feature]);
        training[group.offset() + i] = 0;
      } else {
        training[group.offset() + i] *= 1 / remembered[feature];
      }
    }
    return training;
  }

  /** {@code w' f}; of constant features the initial weight, and {@code b' - w c}. */
  double[] toModel(double[] training) {
    return toModel(training, initial);
  }

  /** The same of the weights of which {@link #toModel} is given the average. */
  double[] averagedToModel(double[] training) {
    return toModel(training, averaged);
  }

  private double[] toModel(double[] training, double[] before) {
    double[] model = kept(training, before);
    for (int i = 0; i < group.size(); i++) {
      int feature = i / group.columns();
      if (!absent[feature]) {
        model[group.offset() + i] *= remembered[feature];
      }
    }
    return model;
  }

  /** The weights that validation rows are evaluated with. */
  double[] judged(double[] training) {
    return kept(training, initial);
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

  private boolean isKept(int feature) {
    return absent[feature] && hasWeight(feature);
  }

  private boolean hasWeight(int feature) {
    int from = group.offset() + feature * group.columns();
    for (int i = from; i < from + group.columns(); i++) {
      if (initial[i] != 0 || averaged[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
