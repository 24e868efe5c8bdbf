package io.sparksgd.input.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.RowKernels;
import io.sparksgd.testkit.SharedSpark;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BlockSetTest {
  private static RowBlock rows(int from, int to) {
    BlockBuilder builder = new BlockBuilder();
    for (int i = from; i < to; i++) {
      builder.startRow(i, 0.5).feature(i % 3, 1.0);
    }
    return builder.build();
  }

  @Test
  void partitionFindsTheBlockOfEachRow() {
    RowBlock none = new BlockBuilder().build();
    BlockPartition partition =
        new BlockPartition(new RowBlock[] {rows(0, 3), none, rows(3, 4), rows(4, 9), none});
    assertThat(partition.rows()).isEqualTo(9);
    assertThat(partition.blocks()).isEqualTo(5);
    assertThat(partition.firstRow(5)).isEqualTo(9);
    for (int row = 0; row < 9; row++) {
      int b = partition.blockOf(row);
      assertThat(partition.block(b).label(row - partition.firstRow(b))).isEqualTo(row);
    }
    assertThatThrownBy(() -> partition.blockOf(9)).hasMessage("Invalid row: 9 (allowed: 0 .. 8)");
  }

  @RepeatedTest(20)
  void partitionFindsTheBlocksOfRowsThatLieUnevenly(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    int blocks = 1 + (int) CounterRandom.below(seed, 0, 0, 40);
    RowBlock[] uneven = new RowBlock[blocks];
    int end = 0;
    for (int b = 0; b < blocks; b++) {
      int size = (int) CounterRandom.below(seed, 1, b, b % 7 == 0 ? 300 : 3);
      uneven[b] = rows(end, end + size);
      end += size;
    }
    BlockPartition partition = new BlockPartition(uneven);
    for (int row = 0; row < end; row++) {
      int b = partition.blockOf(row);
      assertThat(row).isBetween(partition.firstRow(b), partition.firstRow(b + 1) - 1);
    }
  }

  @Test
  void partitionSumsItsBlocks() {
    BlockPartition partition = new BlockPartition(new RowBlock[] {rows(0, 4), rows(4, 6)});
    assertThat(partition.weightSum()).isEqualTo(3.0);
    assertThat(partition.storedValues())
        .isEqualTo(rows(0, 4).storedValues() + rows(4, 6).storedValues());
    assertThat(partition.features()).isEqualTo(3);
    assertThat(partition.bytes()).isGreaterThan(rows(0, 4).bytes() + rows(4, 6).bytes());
    assertThat(BlockPartition.empty().rows()).isZero();
    assertThat(BlockPartition.empty().features()).isZero();
  }

  @Test
  void setKnowsWhereEachPartitionStarts() {
    try (BlockSet set = SharedSpark.blocks(rows(0, 10), 3, 0, 5, 2)) {
      assertThat(set.partitions()).isEqualTo(4);
      assertThat(set.rows()).isEqualTo(10);
      assertThat(set.firstRow(0)).isZero();
      assertThat(set.firstRow(1)).isEqualTo(3);
      assertThat(set.firstRow(2)).isEqualTo(3);
      assertThat(set.firstRow(3)).isEqualTo(8);
      assertThat(set.firstRow(4)).isEqualTo(10);
      assertThat(set.features()).isEqualTo(3);
      assertThat(set.storedValues()).isGreaterThanOrEqualTo(10);
      assertThat(set.bytes()).isPositive();
      assertThat(set.kernels()).isEqualTo(RowKernels.fastest().name());
      assertThat(set.rdd().getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    }
  }

  @Test
  void theFingerprintFollowsFromEveryNumberAndTheOrder() {
    double[] one = {1, 0.5, 0, 2};
    Set<Long> seen = new HashSet<>();
    seen.add(fingerprint(one));
    for (int i = 0; i < one.length; i++) {
      double[] other = one.clone();
      other[i] = i == 0 ? 1.0000000000000002 : i + 0.25;
      assertThat(seen.add(fingerprint(other))).as("number %d", i).isTrue();
    }
    assertThat(seen.add(fingerprint(one, new double[] {2, 1, 2, 2}))).isTrue();
    assertThat(seen.add(fingerprint(new double[] {2, 1, 2, 2}, one))).isTrue();
    assertThat(fingerprint(one.clone())).isEqualTo(fingerprint(one));
  }

  /** Of rows of a label, a weight, an index and a value. */
  private static long fingerprint(double[]... rows) {
    BlockBuilder builder = new BlockBuilder();
    for (double[] row : rows) {
      builder.startRow(row[0], row[1]).feature((int) (4 * row[2]), row[3]);
    }
    return new BlockPartition(new RowBlock[] {builder.build()}).fingerprint();
  }

  @Test
  void closedSetIsNoLongerPersisted() {
    BlockSet set = SharedSpark.blocks(rows(0, 2), 2);
    set.close();
    assertThat(set.rdd().getStorageLevel()).isEqualTo(StorageLevel.NONE());
  }
}
