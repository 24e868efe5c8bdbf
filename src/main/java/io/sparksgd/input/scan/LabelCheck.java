package io.sparksgd.input.scan;

import static java.util.stream.Collectors.joining;

import io.sparksgd.input.format.CellNumbers;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.format.LabelValues;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the labels of an input as a whole. Binary labels are -1 and 1 if one of them is -1, else 0
 * and 1: rows that all have the label 1 are of class 1 either way.
 */
public final class LabelCheck {
  private final InputOptions options;
  private final LabelValues train;
  private final LabelValues all = new LabelValues();
  private boolean complete = true;
  private int known;

  /** Labels of an input whose number of classes these rows decide. */
  public LabelCheck(InputOptions options, LabelValues train) {
    this.options = options;
    this.train = train;
    all.add(train);
  }

  /** Labels of an excerpt: classes that it lacks may have rows elsewhere. */
  public LabelCheck ofExcerpt() {
    complete = false;
    return this;
  }

  /** Classes that there are, with or without rows. */
  public LabelCheck knowing(int classes) {
    known = classes;
    return this;
  }

  /** Labels of further rows, which do not decide the number of classes. */
  public LabelCheck and(LabelValues validation) {
    all.add(validation);
    return this;
  }

  /**
   * How the labels are coded in the blocks.
   *
   * @throws InputException if they break the rule of the options
   */
  public LabelCoding coding() throws InputException {
    checkGaps();
    if (options.labelRule() == LabelRule.CLASSES && all.maximum() >= classes()) {
      throw new InputException(
          words ->
              "Invalid label in the validation data: "
                  + CellNumbers.show(all.maximum())
                  + " (allowed: 0 .. "
                  + (classes() - 1)
                  + ", the classes of the training data; "
                  + words.name("model.classes")
                  + " overrides it)");
    }
    if (options.labelRule() != LabelRule.BINARY) {
      return LabelCoding.UNCHANGED;
    }
    if (!all.binary()) {
      throw new InputException(
          "Invalid labels: found " + all.show() + " (allowed: 0 and 1, or -1 and 1)");
    }
    return all.negativeOne() ? LabelCoding.NEGATIVE_ONE_IS_ZERO : LabelCoding.UNCHANGED;
  }

  /** Class numbers below the largest without any row, unless the number of classes was given. */
  private void checkGaps() throws InputException {
    if (options.labelRule() != LabelRule.CLASSES || options.classes().isPresent() || !complete) {
      return;
    }
    int[] gaps = train.gaps(known);
    if (gaps.length > 0) {
      String missing = Arrays.stream(gaps).mapToObj(Integer::toString).collect(joining(", "));
      String found =
          train.show()
              + (train.show().endsWith("...") ? ", " + CellNumbers.show(train.maximum()) : "");
      String said = Long.toString((long) train.maximum() + 1);
      throw new InputException(
          words ->
              "Invalid labels: found "
                  + found
                  + ", and no row of class "
                  + missing
                  + " (allowed: 0 .. k-1, each with a row; "
                  + words.set("model.classes", said)
                  + " allows classes without rows)");
    }
  }

  /** The binary labels that were found, in the order of their classes; none of other models. */
  public List<Double> labels() {
    if (options.labelRule() != LabelRule.BINARY) {
      return List.of();
    }
    if (all.negativeOne()) {
      return List.of(-1.0, 1.0);
    }
    return all.hasZero() ? List.of(0.0, 1.0) : List.of(1.0);
  }

  /**
   * Number of classes: given, or found in the training rows; 2 for binary labels, 1 for numbers.
   */
  public int classes() {
    return switch (options.labelRule()) {
      case BINARY -> 2;
      case CLASSES ->
          options.classes().orElse(Math.max(Math.max(2, known), (int) train.maximum() + 1));
      case NUMBER, COUNT -> 1;
    };
  }
}
