package io.sparksgd.input.scan;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.features.FeatureSums;
import io.sparksgd.input.format.Chunk;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Adds up the sums for fitting, over the chosen raw rows of a partition. */
public final class FitPartition extends AbstractFunction2<TaskContext, Iterator<Chunk>, FeatureSums>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing but zeros: sums of no rows, to begin with. */
  private final FeatureSums none;

  private final RowChoice choice;

  /** Index in the whole input of the first row of each file split, by partition and split. */
  private final long[][] firstInput;

  public FitPartition(FeaturesConfig columns, RowChoice choice, long[][] firstInput) {
    this.none = new FeatureSums(columns);
    this.choice = choice;
    this.firstInput = firstInput;
  }

  @Override
  public FeatureSums apply(TaskContext context, Iterator<Chunk> chunks) {
    FeatureSums sums = none.empty();
    int segment = -1;
    long first = 0;
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      if (chunk.counts.segment != segment) {
        segment = chunk.counts.segment;
        first = firstInput[context.partitionId()][segment];
      }
      long start = first;
      sums.add(chunk.block, chunk.texts, row -> choice.takes(start + row, chunk.isMarked(row)));
      first += chunk.block.rows();
    }
    return sums;
  }
}
