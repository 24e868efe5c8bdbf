package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.Matrices;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.RowKernels;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Feed-forward network: {@code z_1 = x W_1 + b_1}, {@code a_l = f(z_l)}, {@code z_(l+1) = a_l
 * W_(l+1) + b_(l+1)}; the last z are the raw outputs. The gradient is by backpropagation
 * (Rumelhart, Hinton, Williams, 1986), some rows at a time.
 *
 * <p>Each layer's weights are a group of parameters, inputs x outputs, row-major, and so is its
 * bias: update rules with a norm for each group see the layers. The first layer reads rows as they
 * are stored, so that sparse rows cost by their stored values.
 *
 * <p>In training a share of the hidden units can be silenced, each row anew (dropout: Srivastava et
 * al., 2014); the others are scaled up, so that prediction needs no change.
 */
final class MultilayerPerceptron extends HeadedObjective {
  private static final long serialVersionUID = 1L;

  /** Random draws of the start values, of a layer each. */
  private static final long START = 0x4D4C50;

  /** Rows computed together. */
  private static final int TILE = 32;

  /** Widths from the features to the raw outputs. */
  private final int[] widths;

  private final Activation activation;
  private final boolean biased;
  private final Dropout dropout;
  private final int[] weightsAt;
  private final int[] biasAt;
  private final int size;

  /** Which share of the hidden units is silenced. */
  private static final class Dropout implements Serializable {
    private static final long serialVersionUID = 1L;

    final double share;

    /** Whether units are silenced now, and which random draws say so. */
    final boolean isOn;

    final long draw;

    Dropout(double share, boolean isOn, long draw) {
      this.share = share;
      this.isOn = isOn;
      this.draw = draw;
    }
  }

  MultilayerPerceptron(
      int features,
      int[] hidden,
      Activation activation,
      double dropout,
      ModelSpec.Intercept intercept,
      Head head) {
    this(
        widths(features, hidden, head),
        activation,
        new Dropout(dropout, false, 0),
        intercept == ModelSpec.Intercept.FITTED,
        head);
  }

  private MultilayerPerceptron(
      int[] widths, Activation activation, Dropout dropout, boolean biased, Head head) {
    super(head);
    this.widths = widths;
    this.activation = activation;
    this.dropout = dropout;
    this.biased = biased;
    this.weightsAt = new int[widths.length];
    this.biasAt = new int[widths.length];
    ParameterLayout layout = layout();
    int group = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      weightsAt[layer] = layout.groups().get(group++).offset();
      biasAt[layer] = biased ? layout.groups().get(group++).offset() : -1;
    }
    this.size = layout.size();
  }

  private static int[] widths(int features, int[] hidden, Head head) {
    checkFeatures(features);
    int[] widths = new int[hidden.length + 2];
    widths[0] = features;
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[hidden.length + 1] = head.outputs();
    return widths;
  }

  @Override
  public ParameterLayout layout() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    for (int layer = 1; layer < widths.length; layer++) {
      String name = "layer-" + layer;
      builder.add(name + "-weights", ParameterGroup.Kind.WEIGHTS, widths[layer - 1], widths[layer]);
      if (biased) {
        builder.add(name + "-bias", ParameterGroup.Kind.BIAS, 1, widths[layer]);
      }
    }
    return builder.build();
  }

  @Override
  public boolean absorbsConstants() {
    return biased;
  }

  @Override
  public Objective withFeatures(int features) {
    int[] others = widths.clone();
    others[0] = features;
    return new MultilayerPerceptron(others, activation, dropout, biased, head);
  }

  @Override
  public Objective inTraining(long draw) {
    if (dropout.share == 0) {
      return this;
    }
    Dropout now = new Dropout(dropout.share, true, draw);
    return new MultilayerPerceptron(widths, activation, now, biased, head);
  }

  private int layers() {
    return widths.length - 1;
  }

  /** What a tile of rows computes on the way forward: inputs and outputs of all units. */
  private final class Signals {
    final double[][] z = new double[widths.length][];
    final double[][] a = new double[widths.length][];

    /** What dropout multiplies the outputs of a layer with; null without it. */
    final double[][] kept = new double[widths.length][];

    Signals(int rows) {
      for (int layer = 1; layer < widths.length; layer++) {
        z[layer] = new double[rows * widths[layer]];
        if (layer < layers()) {
          a[layer] = new double[rows * widths[layer]];
          kept[layer] = dropout.isOn ? new double[rows * widths[layer]] : null;
        }
      }
    }
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    checkWidth(block, widths[0]);
    checkSizes(parameters, sum, size);
    int tile = Math.min(TILE, rows.size());
    Signals signals = new Signals(tile);
    for (int from = 0; from < rows.size(); from += tile) {
      int to = Math.min(from + tile, rows.size());
      forward(block, rows, from, to, parameters, signals, sum.rows());
      double[] raw = signals.z[layers()];
      head.toFactors(block, rows, from, to, raw, sum);
      backward(block, rows, from, to, parameters, signals, sum.gradient());
    }
  }

  private void forward(
      RowBlock block,
      RowSelection rows,
      int from,
      int to,
      double[] parameters,
      Signals signals,
      long firstRow) {
    int count = to - from;
    block.margins(rows, from, to, parameters, widths[1], signals.z[1]);
    addBias(1, count, parameters, signals.z[1]);
    for (int layer = 2; layer < widths.length; layer++) {
      activate(layer - 1, count, signals, firstRow);
      int columns = widths[layer];
      Arrays.fill(signals.z[layer], 0, count * columns, 0.0);
      Matrices.addProduct(
          signals.a[layer - 1],
          count,
          widths[layer - 1],
          parameters,
          weightsAt[layer],
          columns,
          signals.z[layer]);
      addBias(layer, count, parameters, signals.z[layer]);
    }
  }

  private void addBias(int layer, int rows, double[] parameters, double[] z) {
    if (!biased) {
      return;
    }
    int columns = widths[layer];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        z[i * columns + k] += parameters[biasAt[layer] + k];
      }
    }
  }

  private void activate(int layer, int rows, Signals signals, long firstRow) {
    int length = rows * widths[layer];
    double[] z = signals.z[layer];
    double[] a = signals.a[layer];
    for (int i = 0; i < length; i++) {
      a[i] = activation.value(z[i]);
    }
    if (signals.kept[layer] != null) {
      drop(layer, length, signals, firstRow);
    }
  }

  /** Silences units by draws of the row's number in the gradient, the layer and the unit. */
  private void drop(int layer, int length, Signals signals, long firstRow) {
    double[] kept = signals.kept[layer];
    double[] a = signals.a[layer];
    long first = firstRow * widths[layer];
    for (int i = 0; i < length; i++) {
      boolean silent = CounterRandom.uniform(dropout.draw, layer, first + i) < dropout.share;
      kept[i] = silent ? 0 : 1 / (1 - dropout.share);
      a[i] *= kept[i];
    }
  }

  /** From the factors of the raw outputs, which stand in their place, to all derivatives. */
  private void backward(
      RowBlock block,
      RowSelection rows,
      int from,
      int to,
      double[] parameters,
      Signals signals,
      double[] gradient) {
    int count = to - from;
    for (int i = 0; i < count; i++) {
      if (block.weight(rows.row(from + i)) == 0) {
        forget(i, signals);
      }
    }
    for (int layer = layers(); layer > 1; layer--) {
      double[] delta = signals.z[layer];
      addToBias(layer, count, delta, gradient);
      Matrices.addTransposedProduct(
          signals.a[layer - 1],
          count,
          widths[layer - 1],
          delta,
          widths[layer],
          gradient,
          weightsAt[layer]);
      back(layer, count, parameters, signals);
    }
    addToBias(1, count, signals.z[1], gradient);
    block.addRows(rows, from, to, signals.z[1], widths[1], gradient);
  }

  /** A row of weight 0 adds nothing, also where its units overflow: 0 times infinity is NaN. */
  private void forget(int row, Signals signals) {
    for (int layer = 1; layer < layers(); layer++) {
      int width = widths[layer];
      Arrays.fill(signals.z[layer], row * width, (row + 1) * width, 0.0);
      Arrays.fill(signals.a[layer], row * width, (row + 1) * width, 0.0);
    }
  }

  private void addToBias(int layer, int rows, double[] delta, double[] gradient) {
    if (!biased) {
      return;
    }
    int columns = widths[layer];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        gradient[biasAt[layer] + k] += delta[i * columns + k];
      }
    }
  }

  /** Derivatives by the inputs of the layer below, in the place of these inputs. */
  private void back(int layer, int rows, double[] parameters, Signals signals) {
    int inputs = widths[layer - 1];
    int outputs = widths[layer];
    int[] starts = new int[inputs];
    for (int j = 0; j < inputs; j++) {
      starts[j] = weightsAt[layer] + j * outputs;
    }
    double[] below = new double[inputs];
    double[] delta = new double[outputs];
    double[] z = signals.z[layer - 1];
    double[] a = signals.a[layer - 1];
    double[] kept = signals.kept[layer - 1];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(signals.z[layer], i * outputs, delta, 0, outputs);
      RowKernels.fastest().dots(parameters, starts, inputs, outputs, delta, below);
      for (int j = 0; j < inputs; j++) {
        int at = i * inputs + j;
        if (kept == null) {
          z[at] = below[j] * activation.derivative(z[at], a[at]);
        } else {
          // The output before it was scaled; of a silent unit nothing passes, whatever it was.
          double own = kept[at] == 0 ? 0 : a[at] / kept[at];
          z[at] = below[j] * kept[at] * activation.derivative(z[at], own);
        }
      }
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    checkWidth(block, widths[0]);
    Signals signals = new Signals(1);
    forward(block, RowSelection.range(row, row + 1), 0, 1, parameters, signals, 0);
    System.arraycopy(signals.z[layers()], 0, raw, 0, outputs());
  }

  /** Weights from a normal distribution, its variance by the layer; biases are 0. */
  @Override
  public double[] initialParameters(long seed) {
    double[] parameters = new double[size];
    for (int layer = 1; layer < widths.length; layer++) {
      int inputs = widths[layer - 1];
      int outputs = widths[layer];
      double variance =
          layer < layers()
              ? activation.startVariance(inputs, outputs)
              : Activation.glorot(inputs, outputs);
      double deviation = StrictMath.sqrt(variance);
      for (int i = 0; i < inputs * outputs; i++) {
        parameters[weightsAt[layer] + i] =
            deviation * CounterRandom.gaussian(seed, START + layer, i);
      }
    }
    return parameters;
  }
}
