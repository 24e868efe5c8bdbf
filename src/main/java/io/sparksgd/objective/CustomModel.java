package io.sparksgd.objective;

import java.util.Map;

/**
 * A model of the user's own. A job file names the class, {@code model: {kind: custom, class: ...}},
 * which must be public, have a public constructor without parameters and be on the class path of
 * driver and executors (spark-submit {@code --jars}). The objective that it builds is trained,
 * saved, evaluated and resumed like the built-in models.
 *
 * <p>{@link Objective} describes the interface to implement, {@link GradientCheck} how to test it.
 */
public interface CustomModel {
  /** What labels and predictions mean. */
  Objective.Task task();

  /** Whether predictions of classes come with probabilities. */
  default boolean hasProbability() {
    return false;
  }

  /**
   * Makes the objective.
   *
   * @param features number of features, at least 1
   * @param classes number of classes; 0 for a regression
   * @param settings the job's {@code model.settings}
   * @throws IllegalArgumentException if the settings are wrong; the message is shown to the user
   */
  Objective build(
      int features, int classes, ModelSpec.Intercept intercept, Map<String, String> settings);

  /**
   * The model of a class.
   *
   * @throws IllegalArgumentException if there is no such class, or it is not a model; then none of
   *     its code is run
   */
  static CustomModel of(String className) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(className, false, loader)
          .asSubclass(CustomModel.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException(
          "Invalid model.class: " + className + " (allowed: a class on the class path)", e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "Invalid model.class: "
              + className
              + " (allowed: a class that implements "
              + CustomModel.class.getName()
              + ")",
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Invalid model.class: "
              + className
              + " (allowed: a public class with a public constructor without parameters)",
          e);
    }
  }
}
