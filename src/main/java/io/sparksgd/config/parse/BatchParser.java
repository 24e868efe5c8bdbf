package io.sparksgd.config.parse;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.Sampling;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes the group {@code batch}. */
final class BatchParser {
  static final RecordKeys<BatchSize.Rows> ROWS = new RecordKeys<>(BatchSize.Rows.class);
  static final RecordKeys<BatchSize.Fraction> FRACTION = new RecordKeys<>(BatchSize.Fraction.class);
  static final RecordKeys<BatchConfig> KEYS = new RecordKeys<>(BatchConfig.class);

  private BatchParser() {}

  static BatchConfig parse(Section section) {
    BatchSize rows = ROWS.read(section);
    BatchSize fraction = FRACTION.read(section);
    boolean full = section.flag("full").orElse(false);
    boolean given = section.has("fraction");
    if ((section.has("size") ? 1 : 0) + (given ? 1 : 0) + (full ? 1 : 0) > 1) {
      section.error(
          "size", "Invalid batch: more than one size (allowed: one of size, fraction, full)");
    }
    BatchSize size = full ? new BatchSize.Full() : given ? fraction : rows;
    BatchConfig batch =
        KEYS.reading(section)
            .with("size", size)
            .usual("sampling", given && !full ? Sampling.BERNOULLI : Sampling.SHUFFLE)
            .read();
    section.done();
    if (full) {
      allow(section, batch, Sampling.SHUFFLE, "batch.full", "shuffle; a full batch has all rows");
      if (batch.accumulationSteps() > 1) {
        section.error(
            "accumulation-steps",
            "Invalid batch.accumulation-steps: "
                + batch.accumulationSteps()
                + " with batch.full (allowed: 1; a full batch has all rows)");
      }
    } else if (given) {
      String allowed = "bernoulli; batch.size gives exact sizes";
      allow(section, batch, Sampling.BERNOULLI, "batch.fraction", allowed);
    }
    return batch;
  }

  private static void allow(
      Section section, BatchConfig batch, Sampling sampling, String with, String allowed) {
    if (batch.sampling() != sampling) {
      section.error(
          "sampling",
          "Invalid batch.sampling: "
              + Names.key(batch.sampling())
              + " with "
              + with
              + " (allowed: "
              + allowed
              + ")");
    }
  }

  static Map<String, Object> toMap(BatchConfig batch) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (batch.size() instanceof BatchSize.Rows rows) {
      map.putAll(ROWS.map(rows));
    } else if (batch.size() instanceof BatchSize.Fraction fraction) {
      map.putAll(FRACTION.map(fraction));
    } else {
      map.put("full", true);
    }
    map.putAll(KEYS.map(batch));
    return map;
  }
}
