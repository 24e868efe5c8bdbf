package io.sparksgd.input.format;

import java.io.Serializable;
import java.util.OptionalInt;

/** Checks the labels of rows one by one, in tasks. */
final class AllowedLabels implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LabelRule rule;

  /** Null when found from the data. An Optional is not serializable. */
  private final Integer classes;

  AllowedLabels(InputOptions options) {
    rule = options.labelRule();
    classes = options.classes().isPresent() ? options.classes().getAsInt() : null;
  }

  /** The fault of a label, or null. */
  String invalid(double label) {
    return rule.invalid(label, classes == null ? OptionalInt.empty() : OptionalInt.of(classes));
  }
}
