package io.sparksgd.math;

/** Says that a model has more parameters than an array can hold. */
public final class TooManyParametersException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final long parameters;

  TooManyParametersException(long parameters) {
    super("Invalid model size: " + parameters + " parameters " + allowed());
    this.parameters = parameters;
  }

  /** Parameters up to the first group of them that is too large. */
  public long parameters() {
    return parameters;
  }

  /** What would do, for messages. */
  public static String allowed() {
    return "(allowed: at most " + ParameterLayout.MOST + ")";
  }
}
