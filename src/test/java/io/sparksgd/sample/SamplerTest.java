package io.sparksgd.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows the micro-batches have: every partition finds its own, without Spark. */
class SamplerTest {
  private static final int ROWS = 300;
  private static final long NO_END = Long.MAX_VALUE / 2;
  private static final int[] EIGHT = {1, 60, 0, 39, 100, 50, 20, 30};
  private static final int[] ONE = {ROWS};

  /** A partition of blocks of at most 25 rows; the label of a row is its global index. */
  private static BlockPartition partition(int firstRow, int rows) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows; from += 25) {
      BlockBuilder builder = new BlockBuilder();
      for (int row = from; row < Math.min(rows, from + 25); row++) {
        builder.startRow(firstRow + row, 1).feature(0, 1);
      }
      blocks.add(builder.build());
    }
    return new BlockPartition(blocks.toArray(new RowBlock[0]));
  }

  /** The rows of consecutive micro-batches, each in rising order, as the partitions find them. */
  private static List<List<Long>> draw(Sampler sampler, long first, int count, int... sizes) {
    List<List<Long>> batches = Stream.<List<Long>>generate(ArrayList::new).limit(count).toList();
    int firstRow = 0;
    for (int size : sizes) {
      BlockPartition rows = partition(firstRow, size);
      sampler.draw(first, count, firstRow, rows, new Collected(batches));
      firstRow += size;
    }
    return batches;
  }

  /** Adds each row to the list of its micro-batch. */
  private static final class Collected implements Sampler.BatchRows {
    private final List<List<Long>> batches;
    private int current;

    Collected(List<List<Long>> batches) {
      this.batches = batches;
    }

    @Override
    public void ahead(BlockPartition partition, int[] offsets, int from, int to) {}

    @Override
    public void rows(RowBlock block, RowSelection rows) {
      for (int i = 0; i < rows.size(); i++) {
        batches.get(current).add((long) block.label(rows.row(i)));
      }
    }

    @Override
    public void endOfMicroBatch() {
      current++;
    }
  }

  private static List<Long> all(List<List<Long>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  static Stream<Sampler> samplers() {
    return Stream.of(
        new FullSampler(ROWS),
        new BernoulliSampler(ROWS, 0.1, 3),
        new ReplacementSampler(ROWS, 20, NO_END, 3),
        new ShuffleSampler(ROWS, 20, NO_END, 3),
        new BlockShuffleSampler(ROWS, 20, NO_END, 3));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void theRowsOfABatchDoNotDependOnThePartitions(Sampler sampler) {
    assertThat(draw(sampler, 7, 10, EIGHT)).isEqualTo(draw(sampler, 7, 10, ONE));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void aBatchDrawnAgainOrAloneHasTheSameRows(Sampler sampler) {
    List<List<Long>> ten = draw(sampler, 7, 10, EIGHT);

    assertThat(draw(sampler, 7, 10, EIGHT)).isEqualTo(ten);
    assertThat(draw(sampler, 12, 1, EIGHT).get(0)).isEqualTo(ten.get(5));
  }

  @Test
  void aFullBatchIsAllRows() {
    assertThat(draw(new FullSampler(ROWS), 0, 2, EIGHT))
        .containsOnly(LongStream.range(0, ROWS).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 299, 300})
  void shufflesUseEachRowOnceAnEpochInBatchesOfTheExactSize(int size) {
    for (Sampler sampler :
        List.of(
            new ShuffleSampler(ROWS, size, 2 * ROWS, 5),
            new BlockShuffleSampler(ROWS, size, 2 * ROWS, 5))) {
      int batches = (2 * ROWS + size - 1) / size;
      List<List<Long>> drawn = draw(sampler, 0, batches, EIGHT);

      assertThat(drawn.subList(0, batches - 1)).allMatch(batch -> batch.size() == size);
      assertThat(all(drawn)).hasSize(2 * ROWS);
      for (long row = 0; row < ROWS; row++) {
        long wanted = row;
        assertThat(all(drawn).stream().filter(drawnRow -> drawnRow == wanted)).hasSize(2);
      }
      assertThat(sampler.isOver(batches)).isTrue();
      assertThat(sampler.isOver(batches - 1L)).isFalse();
    }
  }

  @Test
  void drawsWithReplacementAreUniform() {
    int epochs = 6;
    List<Long> drawn =
        all(draw(new ReplacementSampler(ROWS, 1, NO_END, 1), 0, epochs * ROWS, EIGHT));

    double chiSquare = 0;
    for (long row = 0; row < ROWS; row++) {
      long wanted = row;
      double difference = drawn.stream().filter(drawnRow -> drawnRow == wanted).count() - epochs;
      chiSquare += difference * difference / epochs;
    }
    assertThat(drawn).hasSize(epochs * ROWS);
    // 299 degrees of freedom: mean 299, standard deviation 24.5.
    assertThat(chiSquare).isBetween(299 - 5 * 24.5, 299 + 5 * 24.5);
  }

  @Test
  void bernoulliDrawsHaveTheFractionOfTheRows() {
    List<List<Long>> drawn = draw(new BernoulliSampler(ROWS, 0.05, 1), 0, 200, EIGHT);

    // 200 draws of Binomial(300, 0.05): mean 15, standard error 0.27.
    assertThat(all(drawn).size() / 200.0).isBetween(15 - 5 * 0.27, 15 + 5 * 0.27);
    assertThat(drawn.stream().map(List::size).distinct().count()).isGreaterThan(5);
    assertThat(drawn).allMatch(batch -> batch.stream().distinct().count() == batch.size());
  }

  @Test
  void theOrderDependsOnTheSeedAndOnTheEpochOnly() {
    ShuffleSampler sampler = new ShuffleSampler(1000, 10, 100_000, 1);

    assertThat(rowsAt(sampler, 0))
        .isEqualTo(rowsAt(new ShuffleSampler(1000, 10, 100_000, 1), 0))
        .isNotEqualTo(rowsAt(new ShuffleSampler(1000, 10, 100_000, 2), 0))
        .isNotEqualTo(rowsAt(sampler, 1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 130, 1000, 1024, 5003})
  void blocksOfNeighboursUseEachRowOnceAnEpochAndMapBack(int rows) {
    BlockShuffleSampler sampler = new BlockShuffleSampler(rows, 1, Long.MAX_VALUE / 2, 5);
    for (long epoch = 0; epoch < 4; epoch++) {
      boolean[] used = new boolean[rows];
      int together = 0;
      long before = -2;
      for (long place = 0; place < rows; place++) {
        long row = sampler.row(epoch, place);
        assertThat(used[(int) row]).isFalse();
        used[(int) row] = true;
        together += row == before + 1 ? 1 : 0;
        before = row;
      }
      int block = sampler.together();
      assertThat(block).isEqualTo(Math.max(1, Math.min(64, rows / 64)));
      // Within blocks but for one that may go round the end, and hardly elsewhere.
      int within = rows / block * (block - 1);
      assertThat(together).isBetween(within - 1, within + rows % block + rows / block / 10 + 4);
      for (long row = rows - 1; row >= 0; row--) {
        assertThat(sampler.row(epoch, sampler.place(epoch, row))).isEqualTo(row);
      }
    }
  }

  @Test
  void neighboursOfBlocksAndTheirOrderDependOnSeedAndEpoch() {
    BlockShuffleSampler sampler = new BlockShuffleSampler(1000, 10, 100_000, 1);
    assertThat(rowsAt(sampler, 0))
        .isEqualTo(rowsAt(new BlockShuffleSampler(1000, 10, 100_000, 1), 0))
        .isNotEqualTo(rowsAt(new BlockShuffleSampler(1000, 10, 100_000, 2), 0))
        .isNotEqualTo(rowsAt(sampler, 1000));
    // Not always the same rows are the first of their blocks.
    assertThat(
            LongStream.range(0, 30)
                .map(epoch -> sampler.row(epoch, 0) % sampler.together())
                .distinct()
                .count())
        .isGreaterThan(5);
  }

  private static List<Long> rowsAt(PositionSampler sampler, long from) {
    return LongStream.range(from, from + 1000).boxed().map(sampler::rowAt).toList();
  }
}
