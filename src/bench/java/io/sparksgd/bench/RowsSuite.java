package io.sparksgd.bench;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The same step over more and more rows, all cached at once and measured in turns. The largest data
 * set has 10 million rows, or as many as a part of the heap takes.
 */
final class RowsSuite implements Suite {
  private static final int BATCH = 1024;
  private static final int FEATURES = 10_000;
  private static final int NON_ZEROS = 30;
  private static final int BYTES_PER_ROW = 12 * NON_ZEROS + 12;

  /** Share of the heap for the largest data set. */
  private static final double LARGEST_SHARE = 0.4;

  private static final String FEWEST = "fewest rows";
  private static final String MIDDLE = "ten times as many";
  private static final String MOST = "most rows";

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public String question() {
    return "Does the time of a step of 1,024 rows depend on how many rows are held?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    return List.of(Part.of("local[2]", scale.pick(2048, 12 * 1024)));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    int steps = scale.pick(60, 300);
    TrainingPlan plan =
        Runs.plan(
            Runs.logistic(FEATURES),
            "batch: {size: " + BATCH + "}",
            "optimizer: {kind: sgd, learning-rate: 0.1}",
            "stop: {steps: " + steps + "}");
    SparkSession session = BenchSpark.start(part.name());
    List<BlockSet> sets = new ArrayList<>();
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      Interleaved turns = new Interleaved(recorder);
      long few = scale.pick(10_000, 100_000);
      long fitting = (long) (Runtime.getRuntime().maxMemory() * LARGEST_SHARE / BYTES_PER_ROW);
      long[] rows = {few, 10 * few, Math.min(100 * few, fitting)};
      String[] names = {FEWEST, MIDDLE, MOST};
      for (int i = 0; i < rows.length; i++) {
        BlockSet set = DrawnBlocks.persist(context, new RowShape(rows[i], FEATURES, NON_ZEROS));
        sets.add(set);
        turns.contender(names[i], "ms", () -> Runs.stepMillis(plan, set, steps / 3));
        recorder.remark(
            String.format(
                Locale.ROOT,
                "%s: %d rows of 30 non-zeros, %.2f GB in blocks, %.2f bytes a non-zero",
                names[i],
                set.rows(),
                set.bytes() / 1e9,
                (double) set.bytes() / set.storedValues()));
      }
      turns.run(2, repetitions);
    } finally {
      sets.forEach(BlockSet::close);
      session.stop();
    }
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    return List.of(
        Ratio.atMost(1.15, "a step with " + MIDDLE + " / with the fewest", MIDDLE, FEWEST),
        Ratio.atMost(1.15, "a step with the " + MOST + " / with the fewest", MOST, FEWEST));
  }
}
