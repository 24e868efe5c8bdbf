package io.sparksgd.spark.input;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.data.Precision;
import io.sparksgd.features.FeatureSums;
import org.apache.spark.api.java.JavaPairRDD;
import scala.reflect.ClassTag$;

/**
 * Where the rows of a choice go: file split by file split, in the order of the source, into equal
 * partitions.
 */
final class BlockLayout {
  private final Scan scan;
  private final RowChoice choice;
  private final Targets targets;

  /** Index of the first row of each file split in the whole input, by partition and split. */
  private final long[][] firstInput;

  /** The same in the block set. */
  private final long[][] firstOutput;

  /** Whether every partition of the scan holds the rows of the target of the same number. */
  private final boolean inPlace;

  BlockLayout(Scan scan, RowChoice choice, int partitions) {
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
    inPlace = scan.partitions() == partitions && isInPlace(output);
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

  /** Whether no row has to change its partition. */
  boolean isInPlace() {
    return inPlace;
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

  /**
   * Makes the block set; with a shuffle of packed pieces unless the rows are {@linkplain
   * #isInPlace() in place}.
   *
   * @param features of every block
   * @param precision of its values
   */
  BlockSet persist(int features, LabelCoding coding, Precision precision) throws InputException {
    JavaPairRDD<Integer, Piece> pieces =
        JavaPairRDD.fromJavaRDD(
            scan.vectors()
                .mapPartitionsWithIndex(
                    new CutPieces(choice, targets, firstInput, firstOutput), false));
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
