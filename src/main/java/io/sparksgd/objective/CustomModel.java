package io.sparksgd.objective;

import java.util.Map;

/**
 * A model of one's own. A job file names the class, {@code model: {kind: custom, class: ...}},
 * which must be public, have a public constructor without parameters and be on the class path of
 * driver and executors (spark-submit {@code --jars}). What it builds is trained, saved, evaluated
 * and resumed as the models that come with the project.
 *
 * <p>See {@link Objective} for what to write, and {@link GradientCheck} for how to test it.
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
   * @throws IllegalArgumentException if there is no such class, or it is not a model; nothing of a
   *     class that is none is run
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
