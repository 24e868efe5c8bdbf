package io.sparksgd.cli.generate;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Settings by name, so that a test shows only those it is about. */
final class SettingsForTest {

  private final GenerateKind kind;
  private final long rows;
  private long seed = 42;
  private long firstRow;
  private OptionalInt features = OptionalInt.empty();
  private OptionalInt partitions = OptionalInt.empty();
  private OptionalDouble noise = OptionalDouble.empty();
  private OptionalInt classes = OptionalInt.empty();
  private OptionalDouble positiveRate = OptionalDouble.empty();
  private Optional<GenerateFormat> format = Optional.empty();

  SettingsForTest(GenerateKind kind, long rows) {
    this.kind = kind;
    this.rows = rows;
  }

  SettingsForTest seed(long value) {
    seed = value;
    return this;
  }

  SettingsForTest firstRow(long value) {
    firstRow = value;
    return this;
  }

  SettingsForTest features(int value) {
    features = OptionalInt.of(value);
    return this;
  }

  SettingsForTest partitions(int value) {
    partitions = OptionalInt.of(value);
    return this;
  }

  SettingsForTest noise(double value) {
    noise = OptionalDouble.of(value);
    return this;
  }

  SettingsForTest classes(int value) {
    classes = OptionalInt.of(value);
    return this;
  }

  SettingsForTest positiveRate(double value) {
    positiveRate = OptionalDouble.of(value);
    return this;
  }

  SettingsForTest format(GenerateFormat value) {
    format = Optional.of(value);
    return this;
  }

  GenerateSettings to(String out) {
    return new GenerateSettings(
        kind,
        rows,
        out,
        seed,
        firstRow,
        features,
        partitions,
        noise,
        classes,
        positiveRate,
        format);
  }
}
