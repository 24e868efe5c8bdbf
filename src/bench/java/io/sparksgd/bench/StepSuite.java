package io.sparksgd.bench;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * A synchronous step on small models. Ours is the median step of a run, after its first steps;
 * Spark's floors are medians of as many jobs, on rows that Spark itself persists; MLlib's step
 * draws its batch with {@code miniBatchFraction = batch / rows}. Jobs on our block sets are cheaper
 * than on an ordinary RDD, so a bare one on them is shown beside the floor.
 */
final class StepSuite implements Suite {
  private static final int BATCH = 1024;
  private static final int NON_ZEROS = 30;
  private static final List<Integer> FEATURES = List.of(1_000, 10_000);
  private static final String LOCAL = "local[2]";
  private static final String CLUSTER = "local-cluster[2,1,1024]";

  /** What a job costs does not depend on the rows that its partitions hold. */
  private static final int FLOOR_ROWS = 1_000;

  /** Spark's own code goes on being compiled for a minute. */
  private static final int WARMUP_ROUNDS = 20;

  @Override
  public String name() {
    return "step";
  }

  @Override
  public String question() {
    return "What does a synchronous step of 1,024 rows cost beside a Spark job that does nothing,"
        + " and beside a step of MLlib's GradientDescent?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    return List.of(Part.of(LOCAL, 4096), Part.of(CLUSTER, 2048));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    long rows = scale.pick(100_000, 1_000_000);
    SparkSession session = BenchSpark.start(part.name());
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      for (int features : FEATURES) {
        JavaRDD<BlockPartition> plain =
            DrawnBlocks.of(context, new RowShape(FLOOR_ROWS, features, NON_ZEROS))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try (BlockSet blocks =
            DrawnBlocks.persist(context, new RowShape(rows, features, NON_ZEROS))) {
          measure(part.name(), features, blocks, plain.rdd(), scale, repetitions, recorder);
        }
        plain.unpersist(true);
      }
      recorder.remark(
          rows
              + " rows of 30 non-zeros in 2 partitions, "
              + scale.pick(1, WARMUP_ROUNDS)
              + " rounds of warm-up.");
    } finally {
      session.stop();
    }
  }

  private static void measure(
      String master,
      int features,
      BlockSet blocks,
      RDD<BlockPartition> plain,
      Scale scale,
      int repetitions,
      Recorder recorder)
      throws Exception {
    // A cluster's jobs take several times as long.
    int jobs = scale.pick(30, master.equals(LOCAL) ? 200 : 100);
    int steps = jobs * 3 / 2;
    TrainingPlan plan =
        Runs.plan(
            Runs.logistic(features),
            "batch: {size: " + BATCH + "}",
            "optimizer: {kind: sgd, learning-rate: 0.1}",
            "stop: {steps: " + steps + "}");
    Interleaved turns =
        new Interleaved(recorder)
            .contender(ours(master, features), "ms", () -> Runs.stepMillis(plan, blocks, steps / 3))
            .contender(
                empty(master, features), "ms", () -> EmptyJobs.emptyJobMillis(plain, jobs / 2))
            .contender(bare(master, features), "ms", () -> EmptyJobs.bareJobMillis(plain, jobs))
            .contender(
                bareOnBlocks(master, features),
                "ms",
                () -> EmptyJobs.bareJobMillis(blocks.rdd(), jobs));
    if (!master.equals(LOCAL)) {
      turns.run(scale.pick(1, WARMUP_ROUNDS), repetitions);
      return;
    }
    try (MllibGradientDescent mllib = new MllibGradientDescent(blocks, features)) {
      double fraction = (double) BATCH / blocks.rows();
      turns.contender(
          mllib(master, features), "ms", () -> mllib.stepMillis(fraction, 3, scale.pick(5, 15)));
      turns.run(scale.pick(1, WARMUP_ROUNDS), repetitions);
    }
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (String master : List.of(LOCAL, CLUSTER)) {
      for (int d : FEATURES) {
        double limit = master.equals(LOCAL) ? 0.5 : 0.8;
        String where = at(master, d);
        ratios.add(
            Ratio.atMost(limit, where + "our step / empty job", ours(master, d), empty(master, d)));
        ratios.add(
            Ratio.atMost(1.5, where + "our step / bare runJob", ours(master, d), bare(master, d)));
        ratios.add(
            Ratio.shown(
                where + "our step / bare runJob on our rows",
                ours(master, d),
                bareOnBlocks(master, d)));
      }
    }
    for (int d : FEATURES) {
      ratios.add(
          Ratio.atLeast(10, at(LOCAL, d) + "MLlib's step / ours", mllib(LOCAL, d), ours(LOCAL, d)));
    }
    return ratios;
  }

  private static String at(String master, int features) {
    return master + " d=" + features + ": ";
  }

  private static String ours(String master, int features) {
    return at(master, features) + "our step";
  }

  private static String empty(String master, int features) {
    return at(master, features) + "empty mapPartitions(lambda).collect()";
  }

  private static String bare(String master, int features) {
    return at(master, features) + "bare runJob, named function";
  }

  private static String bareOnBlocks(String master, int features) {
    return at(master, features) + "bare runJob on our block set";
  }

  private static String mllib(String master, int features) {
    return at(master, features) + "MLlib GradientDescent step";
  }
}
