package io.sparksgd.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the group {@code batch}. */
final class BatchParser {
  private static final long DEFAULT_SIZE = 256;

  private BatchParser() {}

  static BatchConfig parse(Section section) {
    OptionalLong rows = section.whole("size", 1, Long.MAX_VALUE);
    OptionalDouble fraction =
        section.number("fraction", x -> x > 0 && x <= 1, "a number above 0, up to 1");
    boolean full = section.flag("full").orElse(false);
    int sources =
        (section.has("size") ? 1 : 0) + (section.has("fraction") ? 1 : 0) + (full ? 1 : 0);
    if (sources > 1) {
      section.error(
          "size", "Invalid batch: more than one size (allowed: one of size, fraction, full)");
    }
    Optional<Sampling> sampling = section.choice("sampling", Sampling.class);
    int accumulation = section.count("accumulation-steps", 1, Section.MOST).orElse(1);
    section.done();
    if (full) {
      checkFull(section, sampling, accumulation);
      return new BatchConfig(new BatchSize.Full(), Sampling.SHUFFLE, 1);
    }
    if (fraction.isPresent()) {
      if (sampling.isPresent() && sampling.get() != Sampling.BERNOULLI) {
        section.error(
            "sampling",
            "Invalid batch.sampling: "
                + Names.key(sampling.get())
                + " with batch.fraction (allowed: bernoulli; batch.size gives exact sizes)");
      }
      return new BatchConfig(
          new BatchSize.Fraction(fraction.getAsDouble()), Sampling.BERNOULLI, accumulation);
    }
    return new BatchConfig(
        new BatchSize.Rows(rows.orElse(DEFAULT_SIZE)),
        sampling.orElse(Sampling.SHUFFLE),
        accumulation);
  }

  private static void checkFull(Section section, Optional<Sampling> sampling, int accumulation) {
    if (sampling.isPresent() && sampling.get() != Sampling.SHUFFLE) {
      section.error(
          "sampling",
          "Invalid batch.sampling: "
              + Names.key(sampling.get())
              + " with batch.full (allowed: shuffle; a full batch has all rows)");
    }
    if (accumulation > 1) {
      section.error(
          "accumulation-steps",
          "Invalid batch.accumulation-steps: "
              + accumulation
              + " with batch.full (allowed: 1; a full batch has all rows)");
    }
  }
}
