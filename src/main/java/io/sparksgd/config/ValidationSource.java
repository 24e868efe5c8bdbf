package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.List;

/** Where the validation rows come from. */
public sealed interface ValidationSource {
  /** There are none. */
  record None() implements ValidationSource {}

  /** Files of their own. */
  record Paths(
      @Setting(key = "validation", type = Setting.PATHS)
          @Says("validation rows in files of their own, read like the training rows")
          List<String> paths)
      implements ValidationSource {
    public Paths {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Each training row is a validation row with this probability, decided by the seed and the row's
   * index only; at least one row, and not all.
   */
  record Fraction(
      @Setting(
              key = "validation-fraction",
              range = "between 0 and 1",
              usually = "none",
              param = "validationFraction")
          @Says("share of the training rows that is held out, drawn with `seed`")
          double fraction,
      long seed)
      implements ValidationSource {
    public Fraction {
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "Invalid validation fraction: " + fraction + " (allowed: above 0, below 1)");
      }
    }
  }

  /** The training rows in which this column is true or 1; the others have false or 0. */
  record Column(
      @Setting(
              key = "validation-column",
              usually = "none",
              with = "format: parquet, orc, csv, json")
          @Says("the training rows in which this column is true or 1 are held out")
          String name)
      implements ValidationSource {}
}
