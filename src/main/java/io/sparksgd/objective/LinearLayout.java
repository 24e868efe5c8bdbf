package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;

/**
 * The parameters of models that multiply features: {@code weights}, a row for each feature, from 0;
 * then, unless there is none, {@code intercept}. Of models that are linear in the features a row of
 * the weights, and the intercept, have a value for each output.
 *
 * <p>It travels to the executors, where Kryo may be in use: no field holds the layout itself, whose
 * records and immutable lists Kryo cannot read.
 */
final class LinearLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final int columns;
  private final int outputs;
  private final boolean fitted;

  /** The layout of a linear model. */
  LinearLayout(int features, int outputs, ModelSpec.Intercept intercept) {
    this(features, outputs, outputs, intercept);
  }

  /**
   * A layout.
   *
   * @param columns weights of a feature
   * @param outputs values of the intercept
   */
  LinearLayout(int features, int columns, int outputs, ModelSpec.Intercept intercept) {
    HeadedObjective.checkFeatures(features);
    // Beyond the length of an array the layout refuses, before a product here can overflow.
    ParameterLayout.builder()
        .add("weights", ParameterGroup.Kind.WEIGHTS, features, columns)
        .add("intercept", ParameterGroup.Kind.BIAS, 1, outputs);
    this.features = features;
    this.columns = columns;
    this.outputs = outputs;
    fitted = intercept == ModelSpec.Intercept.FITTED;
  }

  ParameterLayout layout() {
    ParameterLayout.Builder builder =
        ParameterLayout.builder().add("weights", ParameterGroup.Kind.WEIGHTS, features, columns);
    if (fitted) {
      builder.add("intercept", ParameterGroup.Kind.BIAS, 1, outputs);
    }
    return builder.build();
  }

  /** Length of the parameter vector. */
  int size() {
    return fitted ? interceptOffset() + outputs : interceptOffset();
  }

  boolean hasIntercept() {
    return fitted;
  }

  ModelSpec.Intercept intercept() {
    return fitted ? ModelSpec.Intercept.FITTED : ModelSpec.Intercept.NONE;
  }

  /** Index of the intercept of output 0; meaningful with {@link #hasIntercept()}. */
  int interceptOffset() {
    return features * columns;
  }

  /** See {@link HeadedObjective#checkWidth}. */
  void checkWidth(RowBlock block) {
    HeadedObjective.checkWidth(block, features);
  }

  void checkSizes(double[] parameters, GradientSum sum) {
    HeadedObjective.checkSizes(parameters, sum, size());
  }
}
