package io.sparksgd.objective;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;

/**
 * Features with their mean subtracted, while the rows keep them as they are. Centring is a linear
 * change of parameters: rows with {@code x - m} at {@code (w, b)} are rows with {@code x} at {@code
 * (w, b - sum_j w_j m_j)}, and the gradient of {@code w_j} is that over {@code x} less {@code m_j}
 * times the gradient of {@code b}. So sparse rows stay sparse, and the cost is that of one row with
 * the centred features.
 */
public final class Centring implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] features;
  private final double[] means;

  /** Parameters of a feature, and of the intercept. */
  private final int columns;

  private final int intercept;

  private Centring(int[] features, double[] means, int columns, int intercept) {
    this.features = features;
    this.means = means;
    this.columns = columns;
    this.intercept = intercept;
  }

  /** Features as they are. */
  public static Centring none() {
    return new Centring(new int[0], new double[0], 0, 0);
  }

  /**
   * Features less their means.
   *
   * @param layout of a model whose second group {@linkplain Objective#absorbsConstants absorbs
   *     constants}
   * @param features rising
   * @param means of these features, in the units of the rows
   */
  public static Centring of(ParameterLayout layout, int[] features, double[] means) {
    ParameterGroup weights = layout.groups().get(0);
    return new Centring(features.clone(), means.clone(), weights.columns(), weights.end());
  }

  /** Whether no feature is centred. */
  public boolean isEmpty() {
    return features.length == 0;
  }

  /** The centred features, rising; not to be changed. */
  public int[] features() {
    return features;
  }

  /**
   * The parameters with which the rows give the same: these themselves where nothing is centred.
   */
  public double[] toRows(double[] parameters) {
    if (isEmpty()) {
      return parameters;
    }
    double[] ofRows = parameters.clone();
    double[] shift = shift(parameters);
    for (int k = 0; k < columns; k++) {
      ofRows[intercept + k] -= shift[k];
    }
    return ofRows;
  }

  /** {@code sum_j w_j m_j}, for each value of the intercept. */
  public double[] shift(double[] parameters) {
    double[] shift = new double[columns];
    for (int i = 0; i < features.length; i++) {
      int from = features[i] * columns;
      for (int k = 0; k < columns; k++) {
        shift[k] += parameters[from + k] * means[i];
      }
    }
    return shift;
  }

  /** Makes a gradient over the rows that over the centred features. */
  public void correct(double[] gradient) {
    for (int i = 0; i < features.length; i++) {
      int from = features[i] * columns;
      for (int k = 0; k < columns; k++) {
        gradient[from + k] -= means[i] * gradient[intercept + k];
      }
    }
  }

  /** The place of a feature's first parameter. */
  public int first(int feature) {
    return feature * columns;
  }

  /** Parameters of a feature, and values of the intercept. */
  public int columns() {
    return columns;
  }

  /** The place of the intercept's first value. */
  public int intercept() {
    return intercept;
  }
}
