package io.sparksgd.spark.input;

/** Judges the labels of an input as a whole. */
final class LabelCheck {
  private final InputOptions options;
  private final LabelValues train;
  private final LabelValues all = new LabelValues();

  /** Labels of an input whose number of classes these rows decide. */
  LabelCheck(InputOptions options, LabelValues train) {
    this.options = options;
    this.train = train;
    all.add(train);
  }

  /** Labels of further rows, which decide nothing. */
  LabelCheck and(LabelValues validation) {
    all.add(validation);
    return this;
  }

  /**
   * How the labels are coded in the blocks.
   *
   * @throws InputException if they break the rule of the options
   */
  LabelCoding coding() throws InputException {
    if (options.labelRule() == LabelRule.CLASSES && all.maximum() >= classes()) {
      throw new InputException(
          words ->
              "Invalid label in the validation data: "
                  + Numbers.show(all.maximum())
                  + " (allowed: 0 .. "
                  + (classes() - 1)
                  + ", the classes of the training data; "
                  + words.name("model.classes")
                  + " says otherwise)");
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

  /**
   * Number of classes: given, or found in the training rows; 2 for binary labels, 1 for numbers.
   */
  int classes() {
    return switch (options.labelRule()) {
      case BINARY -> 2;
      case CLASSES -> options.classes().orElse(Math.max(2, (int) train.maximum() + 1));
      case NUMBER, COUNT -> 1;
    };
  }
}
