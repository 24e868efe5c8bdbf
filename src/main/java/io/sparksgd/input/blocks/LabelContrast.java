package io.sparksgd.input.blocks;

import io.sparksgd.config.JobConfig;
import io.sparksgd.input.format.CellNumbers;
import io.sparksgd.message.Message;
import java.util.Optional;

/**
 * Says that the partitions' labels differ more than chance explains, as with sorted rows. Local
 * steps on such partitions learn different models, and their average is poor.
 *
 * @param partition the one whose mean label is farthest from that of all rows
 * @param partitionMean its mean label
 * @param mean of the labels of all rows
 */
public record LabelContrast(int partition, double partitionMean, double mean) {
  /** Smallest distance of a partition's mean that matters, in standard deviations of all labels. */
  private static final double SMALLEST_DISTANCE = 0.25;

  /** Minus the logarithm of how often, at most, chance makes as large a difference. */
  private static final double RARITY = Math.log(1e4);

  /**
   * The contrast, if there is one. With partitions of n_p rows and mean m_p, N rows and P
   * partitions in all, m the mean of all labels and S their sum of squared deviations:
   *
   * <ul>
   *   <li>a partition is far, {@code |m_p - m| > 0.25 sqrt(S / N)}, and
   *   <li>the partitions explain more than chance does: {@code (N - 1) sum n_p (m_p - m)^2 / S},
   *       which is close to a chi-squared of k = P - 1 degrees when rows are dealt out at random,
   *       is above {@code k + 2 sqrt(k t) + 2 t} with t = log(10^4). Such a one is above that with
   *       a probability of at most exp(-t) (Laurent and Massart: Adaptive Estimation of a Quadratic
   *       Functional, 2000, lemma 1).
   * </ul>
   */
  public static Optional<LabelContrast> of(PartitionCounts[] counts) {
    long rows = 0;
    double sum = 0;
    for (PartitionCounts partition : counts) {
      rows += partition.rows;
      sum += partition.rows * (partition.labelMean - counts[0].labelMean);
    }
    double mean = counts[0].labelMean + sum / rows;
    double within = 0;
    double between = 0;
    int farthest = 0;
    double distance = 0;
    for (int p = 0; p < counts.length; p++) {
      double apart = counts[p].rows == 0 ? 0 : counts[p].labelMean - mean;
      within += counts[p].labelSquares;
      between += counts[p].rows * apart * apart;
      if (Math.abs(apart) > distance) {
        distance = Math.abs(apart);
        farthest = p;
      }
    }
    double all = within + between;
    double k = counts.length - 1;
    boolean isRare = (rows - 1) * (between / all) > k + 2 * Math.sqrt(k * RARITY) + 2 * RARITY;
    return isRare && distance > SMALLEST_DISTANCE * Math.sqrt(all / rows)
        ? Optional.of(new LabelContrast(farthest, counts[farthest].labelMean, mean))
        : Optional.empty();
  }

  /** The warning for a run with local rounds on partitions that are contiguous ranges. */
  public static Optional<Message> warning(JobConfig job, BlockSet train) {
    return job.synchronize().local().isPresent() && job.spreadSeed().isEmpty()
        ? train.labelContrast().map(LabelContrast::message)
        : Optional.empty();
  }

  private Message message() {
    return words ->
        "the partitions' labels differ more than chance explains (mean "
            + shown(partitionMean)
            + " in partition "
            + partition
            + ", "
            + shown(mean)
            + " in all): local rounds learn poorly from sorted rows; "
            + words.set("data.placement", "spread")
            + " distributes them by the seed";
  }

  private static String shown(double mean) {
    return mean == Math.rint(mean) ? CellNumbers.show(mean) : Float.toString((float) mean);
  }
}
