package io.sparksgd.input.format;

import io.sparksgd.objective.ModelSpec;
import java.util.OptionalInt;

/** The labels that a model accepts. */
public enum LabelRule {
  /** 0 and 1, or -1 and +1 (read as 0 and 1); the same in all of the data. */
  BINARY,
  /** Whole numbers from 0 to k-1. */
  CLASSES,
  /** Any finite number. */
  NUMBER,
  /** Any finite number that is not negative. */
  COUNT;

  /** The labels that a model accepts in files; those of two classes may be -1 and +1. */
  public static LabelRule of(ModelSpec spec) {
    return switch (spec.task()) {
      case BINARY -> BINARY;
      case MULTICLASS -> CLASSES;
      case REGRESSION -> spec instanceof ModelSpec.Poisson ? COUNT : NUMBER;
    };
  }

  /**
   * The fault of the label of one row, or null. The labels of {@link #BINARY} are checked together,
   * by {@link LabelValues}.
   */
  String invalid(double label, OptionalInt classes) {
    if (!Double.isFinite(label)) {
      return "Invalid label: " + label + " (allowed: a finite number)";
    }
    return switch (this) {
      case BINARY, NUMBER -> null;
      case COUNT ->
          label >= 0 ? null : "Invalid label: " + CellNumbers.show(label) + " (allowed: 0 or more)";
      case CLASSES -> {
        boolean whole = label >= 0 && label == Math.rint(label);
        if (classes.isPresent()) {
          yield whole && label < classes.getAsInt()
              ? null
              : "Invalid label: "
                  + CellNumbers.show(label)
                  + " (allowed: 0 .. "
                  + (classes.getAsInt() - 1)
                  + ")";
        }
        yield whole && label < Integer.MAX_VALUE
            ? null
            : "Invalid label: "
                + CellNumbers.show(label)
                + " (allowed: class numbers 0, 1, 2, ...)";
      }
    };
  }
}
