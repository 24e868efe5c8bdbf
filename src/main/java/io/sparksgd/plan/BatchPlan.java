package io.sparksgd.plan;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.Sampling;
import io.sparksgd.config.StopConfig;
import io.sparksgd.message.Wording;
import io.sparksgd.sample.BernoulliSampler;
import io.sparksgd.sample.BlockShuffleSampler;
import io.sparksgd.sample.FullSampler;
import io.sparksgd.sample.ReplacementSampler;
import io.sparksgd.sample.Sampler;
import io.sparksgd.sample.ShuffleSampler;

/**
 * How a run cuts its training rows into steps.
 *
 * @param sampler draws the micro-batches
 * @param accumulationSteps micro-batches of a step
 * @param rowsPerStep rows that a step is expected to use
 * @param epochSteps updates for which the epochs of the run have rows; 0 when they are open
 * @param totalSteps updates of the whole run; 0 when their number is not known, because time or a
 *     target ends it
 */
public record BatchPlan(
    Sampler sampler, int accumulationSteps, double rowsPerStep, long epochSteps, long totalSteps) {
  /** The largest number of rows of a step, where there are fewer training rows. */
  private static final long MOST_ROWS = 1 << 24;

  /** Fewest expected rows of a step: with fewer, nearly all draws are empty. */
  private static final double FEWEST_ROWS = 1e-6;

  /**
   * The plan for this many training rows.
   *
   * @throws InvalidPlanException if a batch would be larger than the data
   */
  public static BatchPlan of(BatchConfig batch, StopConfig stop, long rows, long seed) {
    int accumulation = batch.accumulationSteps();
    if (batch.size() instanceof BatchSize.Full) {
      return of(new FullSampler(rows), 1, (double) rows, stop, rows);
    }
    double microBatch =
        batch.size() instanceof BatchSize.Fraction fraction
            ? fraction.fraction() * rows
            : ((BatchSize.Rows) batch.size()).rows();
    double step = microBatch * accumulation;
    checkLimit(batch, step, rows);
    checkDraws(step);
    if (batch.sampling() == Sampling.BERNOULLI) {
      checkFits(batch, microBatch, rows);
      Sampler sampler = new BernoulliSampler(rows, microBatch / rows, seed);
      return of(sampler, accumulation, step, stop, rows);
    }
    long size = (long) microBatch;
    long end = endOfStream(stop, rows);
    if (batch.sampling() == Sampling.REPLACEMENT) {
      Sampler sampler = new ReplacementSampler(rows, size, end, seed);
      return of(sampler, accumulation, step, stop, rows);
    }
    checkFits(batch, step, rows);
    Sampler sampler =
        batch.sampling() == Sampling.BLOCK_SHUFFLE
            ? new BlockShuffleSampler(rows, size, end, seed)
            : new ShuffleSampler(rows, size, end, seed);
    return of(sampler, accumulation, step, stop, rows);
  }

  /** Rows that the epochs of a run have, so that its last step ends with the last epoch. */
  private static long endOfStream(StopConfig stop, long rows) {
    return stop.epochs().isPresent()
        ? (long) Math.ceil(stop.epochs().getAsDouble() * rows)
        : Long.MAX_VALUE;
  }

  private static BatchPlan of(
      Sampler sampler, int accumulation, double rowsPerStep, StopConfig stop, long rows) {
    double epochSteps =
        stop.epochs().isPresent()
            ? Math.ceil(Math.ceil(stop.epochs().getAsDouble() * rows) / rowsPerStep)
            : Double.POSITIVE_INFINITY;
    double steps =
        stop.steps().isPresent()
            ? Math.min(epochSteps, (double) stop.steps().getAsLong())
            : epochSteps;
    return new BatchPlan(sampler, accumulation, rowsPerStep, known(epochSteps), known(steps));
  }

  private static long known(double steps) {
    return Double.isInfinite(steps) ? 0 : (long) steps;
  }

  /**
   * Limits the rows of a step: a partition lists the rows that it drew, and rows of small data are
   * drawn several times a step.
   */
  private static void checkLimit(BatchConfig batch, double needed, long rows) {
    boolean again =
        batch.sampling() == Sampling.REPLACEMENT || batch.sampling() == Sampling.BERNOULLI;
    if (again && needed > Math.max(rows, MOST_ROWS)) {
      throw new InvalidPlanException(
          words ->
              rowsOfAStep(batch, needed, words)
                  + " (allowed: up to "
                  + Math.max(rows, MOST_ROWS)
                  + " from the "
                  + rows
                  + " training rows)");
    }
  }

  private static void checkDraws(double step) {
    if (step < FEWEST_ROWS) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("batch.fraction")
                  + ": "
                  + step
                  + " rows a step are expected (allowed: "
                  + FEWEST_ROWS
                  + " or more, as draws without rows make no update)");
    }
  }

  private static void checkFits(BatchConfig batch, double needed, long rows) {
    if (needed > rows) {
      throw new InvalidPlanException(
          words ->
              rowsOfAStep(batch, needed, words)
                  + " (allowed: up to the "
                  + rows
                  + " training rows; "
                  + words.set("batch.full", "true")
                  + " uses them all)");
    }
  }

  private static String rowsOfAStep(BatchConfig batch, double needed, Wording words) {
    return "Invalid "
        + words.name("batch.size")
        + ": "
        + (long) needed
        + " rows a step"
        + (batch.accumulationSteps() > 1
            ? " with " + words.name("batch.accumulation-steps") + " " + batch.accumulationSteps()
            : "");
  }
}
