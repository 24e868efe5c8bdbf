package io.sparksgd.objective;

/** Texts about labels. */
final class Labels {
  /** Whole numbers up to here are shown without a decimal point. */
  private static final double LARGEST_WHOLE = 1e15;

  private Labels() {}

  /** The fault of a label, or null. */
  static String invalid(double label, Objective.Task task, int outputs) {
    if (!Double.isFinite(label)) {
      return invalid(label, "finite numbers");
    }
    return switch (task) {
      case REGRESSION -> null;
      case BINARY -> label == 0 || label == 1 ? null : invalid(label, "0 or 1");
      case MULTICLASS ->
          label >= 0 && label < outputs && label == Math.rint(label)
              ? null
              : invalid(label, "0 .. " + (outputs - 1));
    };
  }

  /** The first of the largest outputs. */
  static int largest(double[] raw, int outputs) {
    int best = 0;
    for (int k = 1; k < outputs; k++) {
      // Strictly: the lowest index wins a tie.
      if (raw[k] > raw[best]) {
        best = k;
      }
    }
    return best;
  }

  /** Such as {@code 3.5 (allowed: 0 .. 9)}. */
  static String invalid(double label, String allowed) {
    boolean whole = label == Math.rint(label) && Math.abs(label) <= LARGEST_WHOLE;
    String text = whole ? Long.toString((long) label) : Double.toString(label);
    return text + " (allowed: " + allowed + ")";
  }
}
