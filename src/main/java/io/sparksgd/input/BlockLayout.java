package io.sparksgd.input;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.data.Precision;
import io.sparksgd.features.FeatureSums;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.scan.ChosenRows;
import io.sparksgd.input.scan.FitPartition;
import io.sparksgd.input.scan.LabelCoding;
import io.sparksgd.input.scan.RowChoice;
import io.sparksgd.input.scan.Scan;
import io.sparksgd.input.source.Failures;
import io.sparksgd.math.Permutation;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;
import scala.reflect.ClassTag$;

/**
 * Assigns the chosen rows to partitions of equal size, in the order of the source or spread by a
 * seed.
 */
final class BlockLayout {
  /** The stream of random numbers that spreads rows. */
  private static final long STREAM = 0x737072656164L;

  private final Scan scan;
  private final RowChoice choice;
  private final Targets targets;

  /** Index of the first row of each file split in the whole input, by partition and split. */
  private final long[][] firstInput;

  /** The same among the chosen rows. */
  private final long[][] firstOutput;

  /**
   * The index in the block set of each chosen row, in the order of the source; empty: that order.
   */
  private final Optional<Permutation> spread;

  /** Whether every partition of the scan holds the rows of the target of the same number. */
  private final boolean inPlace;

  /**
   * A layout.
   *
   * @param spreadSeed spreads the rows over the partitions, and orders them there; empty, or with
   *     one partition: the order of the source
   */
  BlockLayout(Scan scan, RowChoice choice, int partitions, OptionalLong spreadSeed) {
    this.scan = scan;
    this.choice = choice;
    firstInput = new long[scan.partitions()][];
    firstOutput = new long[scan.partitions()][];
    for (int p = 0; p < scan.partitions(); p++) {
      firstInput[p] = new long[scan.segments(p)];
      firstOutput[p] = new long[scan.segments(p)];
    }
    long input = 0;
    long output = 0;
    for (Scan.Place place : scan.order()) {
      firstInput[place.partition()][place.counts().segment] = input;
      firstOutput[place.partition()][place.counts().segment] = output;
      output += choice.count(input, place.counts());
      input += place.counts().rows;
    }
    targets = new Targets(output, partitions);
    spread =
        spreadSeed.isPresent() && partitions > 1
            ? Optional.of(new Permutation(output, spreadSeed.getAsLong(), STREAM))
            : Optional.empty();
    inPlace = spread.isEmpty() && scan.partitions() == partitions && isInPlace(output);
  }

  private boolean isInPlace(long rows) {
    long end = rows;
    for (int i = scan.order().size() - 1; i >= 0; i--) {
      Scan.Place place = scan.order().get(i);
      long first = firstOutput[place.partition()][place.counts().segment];
      if (first < end
          && (targets.partitionOf(first) != place.partition()
              || targets.partitionOf(end - 1) != place.partition())) {
        return false;
      }
      end = first;
    }
    return true;
  }

  /** Number of rows. */
  long rows() {
    return targets.firstRow(targets.partitions());
  }

  /** Sums over the raw rows, for what is fitted to them. */
  FeatureSums sums(FeaturesConfig columns) throws InputException {
    FeatureSums sums = new FeatureSums(columns);
    try {
      FitPartition fit = new FitPartition(columns, choice, firstInput);
      Object parts =
          scan.chunks()
              .context()
              .runJob(scan.chunks().rdd(), fit, ClassTag$.MODULE$.apply(FeatureSums.class));
      for (FeatureSums part : (FeatureSums[]) parts) {
        sums.add(part);
      }
    } catch (Exception e) {
      throw Failures.unreadable(scan.source().name(), e);
    }
    return sums;
  }

  private Function2<Integer, Iterator<Chunk>, Iterator<Tuple2<Integer, Piece>>> pieces() {
    ChosenRows rows = new ChosenRows(scan.source().name(), choice, rows(), firstInput, firstOutput);
    return spread.isPresent()
        ? new DealRows(rows, targets, spread.get())
        : new CutPieces(rows, targets);
  }

  /**
   * Makes the block set; with a shuffle of packed pieces unless the rows are in place.
   *
   * @param features of every block
   * @param precision of its values
   */
  BlockSet persist(int features, LabelCoding coding, Precision precision) throws InputException {
    JavaPairRDD<Integer, Piece> pieces =
        JavaPairRDD.fromJavaRDD(scan.vectors().mapPartitionsWithIndex(pieces(), false));
    if (!inPlace) {
      pieces = pieces.partitionBy(new TargetPartitioner(targets.partitions()));
    }
    try {
      String source = scan.source().name();
      PackPartition pack = new PackPartition(source, targets, features, coding, precision);
      return BlockSet.persist(pieces.mapPartitions(pack).rdd(), source);
    } catch (Exception e) {
      if (ChangedInputException.in(e).isPresent()) {
        throw new InputException(ChangedInputException.in(e).get().getMessage(), e);
      }
      throw Failures.unreadable(scan.source().name(), e);
    }
  }
}
