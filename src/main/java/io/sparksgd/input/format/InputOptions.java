package io.sparksgd.input.format;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How rows are read.
 *
 * @param format of the files
 * @param label name of the label column; LIBSVM needs none
 * @param features one vector, array or number column, or several number columns; LIBSVM needs none
 * @param weight name of the column of row weights
 * @param indexBase number of the first feature in LIBSVM files
 * @param numFeatures number of features; found from the training data when left out
 * @param classes number of classes; found from the training data when left out
 * @param partitions number of partitions; the cores of the cluster when left out
 * @param spread seed by which training rows are spread over the partitions; empty: every partition
 *     holds a contiguous range of the source
 * @param precision of the packed feature values
 * @param badRows what happens to rows that cannot be used
 * @param quarantine directory for bad rows, with {@link BadRows#QUARANTINE}
 * @param csvHeader whether CSV files have a header
 * @param csvDelimiter between the cells of CSV files
 * @param labelRule which labels are allowed
 * @param columns that vectors are made of; then {@code features} has no meaning
 */
public record InputOptions(
    Format format,
    String label,
    List<String> features,
    Optional<String> weight,
    IndexBase indexBase,
    OptionalInt numFeatures,
    OptionalInt classes,
    OptionalInt partitions,
    OptionalLong spread,
    Precision precision,
    BadRows badRows,
    Optional<String> quarantine,
    CsvHeader csvHeader,
    String csvDelimiter,
    LabelRule labelRule,
    Optional<FeatureColumns> columns) {

  public InputOptions {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("Invalid features: none (allowed: one column or more)");
    }
    positive("num-features", numFeatures);
    positive("partitions", partitions);
    if (classes.isPresent() && classes.getAsInt() < 2) {
      throw new IllegalArgumentException(
          "Invalid classes: " + classes.getAsInt() + " (allowed: 2 or more)");
    }
    if (badRows == BadRows.QUARANTINE && quarantine.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid quarantine: none (allowed: a directory, with bad-rows: quarantine)");
    }
  }

  private static void positive(String name, OptionalInt value) {
    if (value.isPresent() && value.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value.getAsInt() + " (allowed: 1 or more)");
    }
  }

  /** These options for rows whose vectors are made of columns. */
  public InputOptions withColumns(FeatureColumns maker) {
    return new InputOptions(
        format,
        label,
        features,
        weight,
        indexBase,
        maker instanceof FeatureColumns.OfModel model
            ? OptionalInt.of(model.fitted().size())
            : OptionalInt.empty(),
        classes,
        partitions,
        spread,
        precision,
        badRows,
        quarantine,
        csvHeader,
        csvDelimiter,
        labelRule,
        Optional.of(maker));
  }

  /**
   * Options with the defaults: columns {@code label} and {@code features}, no weights, indices from
   * 1, everything else found from the data, bad rows fail, CSV with a header and commas.
   */
  public static Builder of(Format format, LabelRule labelRule) {
    return new Builder(format, labelRule);
  }

  /** Collects the options that differ from the defaults. */
  public static final class Builder {
    private final Format format;
    private final LabelRule labelRule;
    private String label = "label";
    private List<String> features = List.of("features");
    private Optional<String> weight = Optional.empty();
    private IndexBase indexBase = IndexBase.ONE;
    private OptionalInt numFeatures = OptionalInt.empty();
    private OptionalInt classes = OptionalInt.empty();
    private OptionalInt partitions = OptionalInt.empty();
    private OptionalLong spread = OptionalLong.empty();
    private Precision precision = Precision.AUTO;
    private BadRows badRows = BadRows.FAIL;
    private Optional<String> quarantine = Optional.empty();
    private CsvHeader csvHeader = CsvHeader.PRESENT;
    private String csvDelimiter = ",";

    private Builder(Format format, LabelRule labelRule) {
      this.format = format;
      this.labelRule = labelRule;
    }

    public Builder label(String column) {
      label = column;
      return this;
    }

    public Builder features(String... columns) {
      features = List.of(columns);
      return this;
    }

    public Builder weight(String column) {
      weight = Optional.of(column);
      return this;
    }

    public Builder indexBase(IndexBase base) {
      indexBase = base;
      return this;
    }

    public Builder numFeatures(int number) {
      numFeatures = OptionalInt.of(number);
      return this;
    }

    public Builder classes(int number) {
      classes = OptionalInt.of(number);
      return this;
    }

    public Builder partitions(int number) {
      partitions = OptionalInt.of(number);
      return this;
    }

    public Builder spread(OptionalLong seed) {
      spread = seed;
      return this;
    }

    public Builder precision(Precision kept) {
      precision = kept;
      return this;
    }

    public Builder dropBadRows() {
      badRows = BadRows.DROP;
      return this;
    }

    public Builder quarantineBadRows(String directory) {
      badRows = BadRows.QUARANTINE;
      quarantine = Optional.of(directory);
      return this;
    }

    public Builder csv(CsvHeader header, String delimiter) {
      csvHeader = header;
      csvDelimiter = delimiter;
      return this;
    }

    public InputOptions build() {
      return new InputOptions(
          format,
          label,
          features,
          weight,
          indexBase,
          numFeatures,
          classes,
          partitions,
          spread,
          precision,
          badRows,
          quarantine,
          csvHeader,
          csvDelimiter,
          labelRule,
          Optional.empty());
    }
  }
}
