package io.sparksgd.objective;

import io.sparksgd.setting.Kinds;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a model; {@link #build} makes its objective once the data is known. */
public sealed interface ModelSpec {

  /** Every kind, in the order of the reference page. */
  static Kinds<ModelSpec> kinds() {
    return Kinds.of(ModelSpec.class)
        .and("linear", Linear.class)
        .and("logistic", Logistic.class)
        .and("softmax", Softmax.class)
        .and("hinge", Hinge.class)
        .and("huber", Huber.class)
        .and("quantile", Quantile.class)
        .and("poisson", Poisson.class)
        .and("factorization-machine", FactorizationMachine.class)
        .and("mlp", Mlp.class)
        .and("custom", Custom.class);
  }

  /** Whether the model has an intercept. */
  enum Intercept {
    FITTED,
    NONE
  }

  /**
   * Makes the objective.
   *
   * @param features number of features, at least 1
   * @param classes number of classes; only softmax reads it, as a model or an output, and needs at
   *     least 2
   */
  Objective build(int features, int classes, Intercept intercept);

  /** Least squares: {@code (m - y)^2 / 2}. */
  record Linear() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new SquaredLoss(), Response.NUMBER));
    }
  }

  /** Two classes: {@code log(1 + exp(-m))} for label 1, {@code log(1 + exp(m))} for label 0. */
  record Logistic() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new LogisticLoss(), Response.LOG_ODDS));
    }
  }

  /** k classes: {@code logSumExp(m) - m[y]}. */
  record Softmax() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new SoftmaxOutput(classes, 0));
    }
  }

  /** Linear support vector machine: {@code max(0, 1 - (2y - 1) m)}. */
  record Hinge() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new HingeLoss(), Response.SCORE));
    }
  }

  /**
   * {@code e^2 / 2} for {@code |e| <= delta}, then {@code delta (|e| - delta / 2)}; {@code e = m -
   * y}.
   */
  record Huber(
      @Setting(
              range = "above 0",
              usual = "1.35",
              otherwise = "only with model.kind or model.output: huber",
              param = "delta")
          @Says("residual at which the loss turns from quadratic to linear")
          double delta)
      implements ModelSpec {
    public Huber {
      if (!(delta > 0) || Double.isInfinite(delta)) {
        throw new IllegalArgumentException(
            "Invalid delta: " + delta + " (allowed: finite numbers above 0)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new HuberLoss(delta), Response.NUMBER));
    }
  }

  /**
   * Pinball loss: {@code quantile * e} for {@code e = y - m >= 0}, {@code (quantile - 1) e} below.
   */
  record Quantile(
      @Setting(range = "between 0 and 1", usual = "0.5", param = "quantile")
          @Says("the quantile that is predicted")
          double quantile)
      implements ModelSpec {
    public Quantile {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException(
            "Invalid quantile: " + quantile + " (allowed: between 0 and 1, exclusive)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new QuantileLoss(quantile), Response.NUMBER));
    }
  }

  /**
   * Counts: {@code exp(m) - y m}; predicts {@code exp(m)}, which is infinite from margins of about
   * 709.8.
   */
  record Poisson() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(
          features, intercept, new OneOutput(new PoissonLoss(), Response.LOG_COUNT));
    }
  }

  /** The loss of a model that is not linear, and what its raw outputs mean; named as the models. */
  enum Output {
    LINEAR,
    LOGISTIC,
    SOFTMAX,
    HUBER;

    private Head head(int classes, double delta, double smoothing) {
      return switch (this) {
        case LINEAR -> new OneOutput(new SquaredLoss(), Response.NUMBER);
        case LOGISTIC -> new OneOutput(new LogisticLoss(), Response.LOG_ODDS);
        case SOFTMAX -> new SoftmaxOutput(classes, smoothing);
        case HUBER -> new OneOutput(new HuberLoss(delta), Response.NUMBER);
      };
    }
  }

  /**
   * Factorization machine of the second order (Rendle, 2010).
   *
   * @param output not softmax
   * @param delta of {@link Output#HUBER}
   * @param initScale standard deviation of the vectors' start values, above 0
   */
  record FactorizationMachine(
      @Setting(range = "from 1 to 16777216", usual = "8", param = "factors")
          @Says("length of the features' vectors")
          int factors,
      @Setting(usual = "logistic", except = "softmax", param = "modelOutput")
          @Says("the loss, and what the output means")
          Output output,
      @Setting(range = "above 0", usual = "1.35", with = "output: huber") double delta,
      @Setting(range = "above 0", usual = "0.01", param = "initScale")
          @Says("standard deviation of the vectors' start values")
          double initScale)
      implements ModelSpec {
    public FactorizationMachine {
      if (factors < 1) {
        throw new IllegalArgumentException("Invalid factors: " + factors + " (allowed: 1 or more)");
      }
      if (output == Output.SOFTMAX) {
        throw new IllegalArgumentException(
            "Invalid output: softmax (allowed: logistic, linear, huber)");
      }
      if (!(initScale > 0) || Double.isInfinite(initScale)) {
        throw new IllegalArgumentException(
            "Invalid init-scale: " + initScale + " (allowed: finite numbers above 0)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new io.sparksgd.objective.FactorizationMachine(
          features, factors, initScale, intercept, output.head(classes, delta, 0));
    }
  }

  /**
   * Multilayer perceptron.
   *
   * @param dropout share of the hidden units that are silent in training, from 0 to below 1
   * @param delta of {@link Output#HUBER}
   * @param labelSmoothing of {@link Output#SOFTMAX}, from 0 to below 1
   */
  record Mlp(
      @Setting(
              range = "from 1 to 16777216",
              required = "widths of hidden layers, such as [64, 32]",
              param = "hiddenLayers")
          @Says("widths of the hidden layers, from the features on")
          List<Integer> hidden,
      @Setting(usual = "relu", param = "activation")
          @Says(
              "what hidden units do with their input; gelu is its tanh approximation, z/2 (1 +"
                  + " tanh(sqrt(2/pi) (z + 0.044715 z^3)))")
          Activation activation,
      @Setting(usual = "softmax") @Says("the loss, and what the outputs mean") Output output,
      @Setting(range = "above 0", usual = "1.35", with = "output: huber") double delta,
      @Setting(range = "from 0 to below 1", usual = "0", param = "dropout")
          @Says(
              "share of the hidden units that are silent, drawn for each row and step of the"
                  + " training")
          double dropout,
      @Setting(
              range = "from 0 to below 1",
              usual = "0",
              with = "output: softmax",
              otherwise = "only with model.kind: mlp and model.output: softmax",
              param = "labelSmoothing")
          @Says(
              "share of a label that goes to all classes alike, in training only; with output"
                  + " softmax")
          double labelSmoothing)
      implements ModelSpec {
    public Mlp {
      hidden = List.copyOf(hidden);
      if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
        throw new IllegalArgumentException(
            "Invalid hidden: " + hidden + " (allowed: one width or more, each 1 or more)");
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException(
            "Invalid dropout: " + dropout + " (allowed: from 0 to below 1)");
      }
      if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
        throw new IllegalArgumentException(
            "Invalid label-smoothing: " + labelSmoothing + " (allowed: from 0 to below 1)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      int[] widths = hidden.stream().mapToInt(Integer::intValue).toArray();
      Head head = output.head(classes, delta, labelSmoothing);
      return new MultilayerPerceptron(features, widths, activation, dropout, intercept, head);
    }

    @Override
    public Objective.Task task() {
      return output.head(2, delta, labelSmoothing).task();
    }

    @Override
    public boolean hasProbability() {
      return output.head(2, delta, labelSmoothing).hasProbability();
    }
  }

  /**
   * A model of one's own.
   *
   * @param className a {@link CustomModel}
   * @param settings what it reads
   */
  record Custom(
      @Setting(
              key = "class",
              type = "name of a class",
              required = "the name of a class on the class path",
              param = "modelClass")
          @Says(
              "a class of one's own that implements `io.sparksgd.objective.CustomModel`, see"
                  + " [own-model.md](own-model.md)")
          String className,
      @Setting(type = "a group of keys") @Says("what that class reads")
          Map<String, String> settings)
      implements ModelSpec {
    public Custom {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return CustomModel.of(className).build(features, classes, intercept, settings);
    }

    @Override
    public Objective.Task task() {
      return CustomModel.of(className).task();
    }

    @Override
    public boolean hasProbability() {
      return CustomModel.of(className).hasProbability();
    }
  }

  /** What labels and predictions mean, whatever the data. */
  default Objective.Task task() {
    return build(1, 2, Intercept.NONE).task();
  }

  /** Whether predictions come with probabilities, whatever the data. */
  default boolean hasProbability() {
    return build(1, 2, Intercept.NONE).hasProbability();
  }
}
