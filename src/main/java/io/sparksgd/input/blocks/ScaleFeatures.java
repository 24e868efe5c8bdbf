package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Multiplies every value of a partition's rows by the factor of its feature. */
final class ScaleFeatures implements FlatMapFunction<Iterator<BlockPartition>, BlockPartition> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<double[]> factors;
  private final Precision precision;

  ScaleFeatures(Broadcast<double[]> factors, Precision precision) {
    this.factors = factors;
    this.precision = precision;
  }

  @Override
  public Iterator<BlockPartition> call(Iterator<BlockPartition> rows) {
    BlockPartition partition = rows.next();
    RowBlock[] scaled = new RowBlock[partition.blocks()];
    for (int b = 0; b < scaled.length; b++) {
      scaled[b] = partition.block(b).scaled(factors.value(), precision);
    }
    return List.of(new BlockPartition(scaled)).iterator();
  }
}
