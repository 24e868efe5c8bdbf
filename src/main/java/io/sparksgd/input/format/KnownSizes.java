package io.sparksgd.input.format;

/**
 * What the model that a run starts from knows already: rows of a day that lack a feature or a class
 * are rows of as many as before.
 *
 * @param features that there are at least
 * @param classes that there are at least, with or without rows
 */
public record KnownSizes(int features, int classes) {
  /** Without such a model. */
  public static final KnownSizes NONE = new KnownSizes(0, 0);
}
