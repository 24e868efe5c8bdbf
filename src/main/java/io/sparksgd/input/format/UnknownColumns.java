package io.sparksgd.input.format;

import io.sparksgd.features.FittedFeatures;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One-hot columns in which a partition has no category that the model knows. The driver warns once
 * per column, however many partitions, tasks and actions there are.
 */
final class UnknownColumns extends AccumulatorV2<Integer, BitSet> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(UnknownColumns.class);

  /** The warning of each column. */
  private final String[] warnings;

  private final BitSet columns = new BitSet();

  public UnknownColumns(FittedFeatures fitted) {
    List<String> oneHot = fitted.columns().oneHot();
    warnings = new String[oneHot.size()];
    for (int j = 0; j < warnings.length; j++) {
      warnings[j] = KnownCategories.none(oneHot.get(j), fitted, j, "a partition");
    }
  }

  private UnknownColumns(UnknownColumns other) {
    warnings = other.warnings;
    columns.or(other.columns);
  }

  @Override
  public boolean isZero() {
    return columns.isEmpty();
  }

  @Override
  public AccumulatorV2<Integer, BitSet> copy() {
    return new UnknownColumns(this);
  }

  @Override
  public void reset() {
    columns.clear();
  }

  @Override
  public void add(Integer column) {
    columns.set(column);
  }

  @Override
  public void merge(AccumulatorV2<Integer, BitSet> task) {
    BitSet fresh = (BitSet) task.value().clone();
    fresh.andNot(columns);
    fresh.stream().forEach(column -> LOG.warn("{}", warnings[column]));
    columns.or(fresh);
  }

  @Override
  public BitSet value() {
    return columns;
  }
}
