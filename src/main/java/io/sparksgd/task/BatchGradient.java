package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.CompactRows;
import io.sparksgd.data.ReadAhead;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.sample.Sampler;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a partition uses in a round, and their gradient: over all features, or over the few
 * that the rows touch, whichever is less work.
 */
public final class BatchGradient implements Sampler.BatchRows {
  /**
   * With at least this many features for each stored value of the batch, only the touched features
   * are computed and sent. Measured on two cores with 39 values a row at 2^16, 2^18 and 2^20
   * features: the two ways are equally fast between 3 and 6.
   */
  public static final int COMPACT_FROM = 6;

  /**
   * With at least this many features for each feature with a gradient, only the latter are sent. A
   * feature number and a value take nine bytes or more, a value of a whole vector takes eight, and
   * adding sparse values is slower. Half the bytes make up for that.
   */
  private static final int NON_ZEROS_FROM = 2;

  private final List<RowBlock> blocks = new ArrayList<>();
  private final List<RowSelection> rows = new ArrayList<>();

  /** Rows are only collected here, and read when all are known. */
  @Override
  public void ahead(BlockPartition partition, int[] offsets, int from, int to) {}

  @Override
  public void rows(RowBlock block, RowSelection selection) {
    blocks.add(block);
    rows.add(selection);
  }

  /**
   * A loop of its own, so that the processor waits for many blocks at once: they are far apart in
   * memory.
   */
  private long storedValues() {
    long stored = 0;
    for (int b = 0; b < blocks.size(); b++) {
      RowBlock block = blocks.get(b);
      RowSelection selection = rows.get(b);
      // Checked for ranges only: for drawn rows, block.rows() would be one more distant read.
      if (selection.isRange() && selection.size() == block.rows()) {
        stored += block.storedValues();
      } else {
        for (int i = 0; i < selection.size(); i++) {
          stored += block.storedValues(selection.row(i));
        }
      }
    }
    return stored;
  }

  /** The gradients of a round's micro-batches add up, so the end of one needs no action. */
  @Override
  public void endOfMicroBatch() {}

  /** The gradient of these rows at these parameters. */
  PartialSum gradient(Objective objective, double[] parameters, Wire wire) {
    ParameterLayout layout = objective.layout();
    int features = layout.groups().get(0).rows();
    long storedValues = storedValues();
    if (wire.sendsFew()
        && objective.canRenumber()
        && storedValues > 0
        && storedValues * COMPACT_FROM < features) {
      return overTouchedFeatures(objective, layout, parameters);
    }
    GradientSum sum = whole(objective, parameters);
    return wire.sendsFew()
        ? PartialSum.ofNonZeros(sum, layout, features / NON_ZEROS_FROM)
        : PartialSum.of(sum);
  }

  /** The same as a whole vector. */
  GradientSum whole(Objective objective, double[] parameters) {
    GradientSum sum = new GradientSum(parameters.length);
    for (int b = 0; b < blocks.size(); ) {
      int end = ReadAhead.from(b, blocks, rows);
      for (; b < end; b++) {
        objective.addGradient(blocks.get(b), rows.get(b), parameters, sum);
      }
    }
    return sum;
  }

  private PartialSum overTouchedFeatures(
      Objective objective, ParameterLayout layout, double[] parameters) {
    CompactRows compact = CompactRows.of(blocks, rows);
    int[] features = compact.features();
    Objective few = objective.withFeatures(features.length);
    double[] fewParameters = new double[layout.size(features.length)];
    layout.gather(parameters, features, fewParameters);
    GradientSum sum = new GradientSum(fewParameters.length);
    RowSelection all = RowSelection.range(0, compact.block().rows());
    few.addGradient(compact.block(), all, fewParameters, sum);
    return PartialSum.ofFeatures(sum, features, layout);
  }
}
