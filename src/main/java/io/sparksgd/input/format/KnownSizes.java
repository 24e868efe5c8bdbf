package io.sparksgd.input.format;

/**
 * The sizes of the model from which a run starts. A day whose rows lack a feature or a class keeps
 * these sizes.
 *
 * @param features that there are at least
 * @param classes that there are at least, with or without rows
 */
public record KnownSizes(int features, int classes) {
  /** The sizes without such a model. */
  public static final KnownSizes NONE = new KnownSizes(0, 0);
}
