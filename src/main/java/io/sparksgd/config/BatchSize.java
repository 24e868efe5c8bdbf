package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;

/** How many rows a micro-batch has. */
public sealed interface BatchSize {
  /** All of them. */
  @Setting(key = "full", type = "true or false", usual = "false", param = "fullBatch")
  @Says("all rows, one update a pass")
  record Full() implements BatchSize {}

  /** Exactly this many. */
  record Rows(
      @Setting(key = "size", range = "from 1", usual = "256", param = "batchSize")
          @Says(
              "rows of a micro-batch, over all partitions together; a step has up to the training"
                  + " rows, with replacement and bernoulli up to 16,777,216 where these are fewer")
          long rows)
      implements BatchSize {}

  /** Each row with this probability. */
  record Fraction(
      @Setting(range = "above 0, up to 1", usually = "none", param = "miniBatchFraction")
          @Says("each row is drawn with this probability; implies `sampling: bernoulli`")
          double fraction)
      implements BatchSize {}
}
