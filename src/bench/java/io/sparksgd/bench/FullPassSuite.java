package io.sparksgd.bench;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A step on all the rows. Dense and sparse rows, and the JVM with and without the Vector API, are
 * processes of their own: a JVM that has seen both kinds of blocks compiles the kernels
 * differently. Rows whose values floats hold exactly are kept as floats ({@code data.precision:
 * auto}); MLlib keeps doubles. A dense step is also shown as bytes of blocks per second; a sparse
 * one beside our kernel without Spark, and beside a loop written by hand over copies of the same
 * arrays. Before anything is measured, many steps are made on few rows, by us and by MLlib: until
 * the JVM has compiled Spark's scheduler, which takes thousands of jobs, that part of a step is
 * some 15 ms instead of 2, and the compiler takes a core from one or the other, which says nothing
 * of the gradient.
 */
final class FullPassSuite implements Suite {
  private static final List<Integer> DENSE_FEATURES = List.of(512, 1000);
  private static final int SPARSE_FEATURES = 1 << 16;
  private static final int NON_ZEROS = 39;
  private static final String PLAIN = "plain Java";
  private static final String VECTOR = "Vector API";
  private static final String SPARSE = "sparse";
  private static final String SPARSE_FLOATS = "sparse, float32";
  private static final String KERNEL = ": our kernel, no Spark";
  private static final String LOOP = ": a loop by hand over doubles, no Spark";
  private static final String MLLIB_STEP = ": MLlib GradientDescent step";
  private static final int WARMUP_ROUNDS = 2;

  /** Of the steps that compile Spark. */
  private static final int FEW_ROWS = 400;

  @Override
  public String name() {
    return "full-pass";
  }

  @Override
  public String question() {
    return "How far is a full gradient from the memory's bandwidth, from a loop written by hand,"
        + " and from MLlib's GradientDescent?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    int heap = scale.pick(2048, 12_288);
    return List.of(
        Part.of(PLAIN, heap).without("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"),
        Part.of(VECTOR, heap),
        Part.of(SPARSE, heap),
        Part.of(SPARSE_FLOATS, heap));
  }

  @Override
  public int rounds(Scale scale) {
    return scale.pick(1, 2);
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    SparkSession session = BenchSpark.start("local[2]");
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      warmUp(context, part.name(), scale);
      if (part.name().startsWith(SPARSE)) {
        sparse(context, part.name(), scale, repetitions, recorder);
        return;
      }
      for (int features : DENSE_FEATURES) {
        dense(context, part.name(), features, scale, repetitions, recorder);
      }
    } finally {
      session.stop();
    }
  }

  private static void warmUp(JavaSparkContext context, String part, Scale scale) {
    int features = DENSE_FEATURES.get(0);
    RowShape few =
        part.startsWith(SPARSE)
            ? sparseRows(part, FEW_ROWS)
            : new RowShape(FEW_ROWS, features, features);
    try (BlockSet blocks = DrawnBlocks.persist(context, few);
        MllibGradientDescent mllib = new MllibGradientDescent(blocks, few.features)) {
      Runs.steps(fullBatch(few.features, scale.pick(100, 6000)), blocks);
      mllib.stepMillis(1.0, 0, scale.pick(20, 1500));
    }
  }

  private static RowShape sparseRows(String part, long rows) {
    RowShape doubles = new RowShape(rows, SPARSE_FEATURES, NON_ZEROS);
    return part.equals(SPARSE_FLOATS) ? doubles.ofFloats() : doubles;
  }

  private static void dense(
      JavaSparkContext context,
      String jvm,
      int features,
      Scale scale,
      int repetitions,
      Recorder recorder)
      throws Exception {
    long rows = scale.pick(20_000_000L, 300_000_000L) / features;
    RowShape shape = new RowShape(rows, features, features);
    try (MemoryBandwidth memory = new MemoryBandwidth();
        BlockSet blocks = DrawnBlocks.persist(context, shape);
        BlockSet floats = DrawnBlocks.persist(context, shape.ofFloats());
        MllibGradientDescent mllib = new MllibGradientDescent(blocks, features)) {
      TrainingPlan plan = fullBatch(features, steps(scale));
      new Interleaved(recorder)
          .contender(bandwidth(jvm, features, 1), "GB/s", () -> memory.gigabytesPerSecond(1))
          .contender(bandwidth(jvm, features, 2), "GB/s", () -> memory.gigabytesPerSecond(2))
          .contender(
              throughput(jvm, features),
              "GB/s",
              () ->
                  gigabytesPerSecond(
                      blocks.bytes(), Runs.stepMillis(plan, blocks, warmupSteps(scale))))
          .contender(
              floatThroughput(jvm, features),
              "GB/s",
              () ->
                  gigabytesPerSecond(
                      blocks.bytes(), Runs.stepMillis(plan, floats, warmupSteps(scale))))
          .contender(
              mllibThroughput(jvm, features),
              "GB/s",
              () -> gigabytesPerSecond(blocks.bytes(), mllib.stepMillis(1.0, 1, scale.pick(3, 5))))
          .run(WARMUP_ROUNDS, repetitions);
      recorder.remark(
          "dense d=" + features + ": " + rows + " rows, " + blocks.bytes() + " bytes in blocks");
    }
  }

  private static void sparse(
      JavaSparkContext context, String name, Scale scale, int repetitions, Recorder recorder)
      throws Exception {
    long rows = scale.pick(100_000, 3_000_000);
    RowShape shape = sparseRows(name, rows);
    Objective objective = Runs.logistic(SPARSE_FEATURES);
    double[] weights = new double[objective.layout().size()];
    try (BlockSet blocks = DrawnBlocks.persist(context, shape);
        MllibGradientDescent mllib = new MllibGradientDescent(blocks, SPARSE_FEATURES);
        PlainThreads plain = new PlainThreads(DrawnBlocks.collect(blocks), weights)) {
      TrainingPlan plan = fullBatch(SPARSE_FEATURES, steps(scale));
      new Interleaved(recorder)
          .contender(
              name + ": our step", "ms", () -> Runs.stepMillis(plan, blocks, warmupSteps(scale)))
          .contender(name + KERNEL, "ms", () -> plain.kernelMillis(objective))
          .contender(name + LOOP, "ms", plain::loopMillis)
          .contender(name + MLLIB_STEP, "ms", () -> mllib.stepMillis(1.0, 1, scale.pick(3, 5)))
          .run(WARMUP_ROUNDS + 1, repetitions);
      recorder.remark(
          name
              + ": "
              + rows
              + " rows of 39 non-zeros, d=2^16, "
              + blocks.bytes()
              + " bytes in blocks");
    }
  }

  private static double gigabytesPerSecond(long bytes, double millis) {
    return bytes / millis / 1e6;
  }

  private static TrainingPlan fullBatch(int features, int steps) {
    return Runs.plan(
        Runs.logistic(features),
        "batch: {full: true}",
        "optimizer: {kind: sgd, learning-rate: 0.1}",
        "stop: {steps: " + steps + "}");
  }

  private static int steps(Scale scale) {
    return warmupSteps(scale) + scale.pick(3, 8);
  }

  private static int warmupSteps(Scale scale) {
    return scale.pick(2, 3);
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (int d : DENSE_FEATURES) {
      for (String jvm : List.of(PLAIN, VECTOR)) {
        String ours = throughput(jvm, d);
        String where = where(jvm, d);
        double share = jvm.equals(VECTOR) ? 0.65 : 0.35;
        ratios.add(
            Ratio.atLeast(
                share, where + "our share of the memory bandwidth", ours, bandwidth(jvm, d, 2)));
        ratios.add(Ratio.atLeast(3, where + "MLlib's time / ours", ours, mllibThroughput(jvm, d)));
        ratios.add(
            Ratio.atLeast(
                3,
                where + "MLlib's time / ours, float32",
                floatThroughput(jvm, d),
                mllibThroughput(jvm, d)));
      }
    }
    for (String name : List.of(SPARSE, SPARSE_FLOATS)) {
      String step = name + ": our step";
      ratios.add(
          Ratio.atLeast(
              0.9, name + ": speed of our kernel / a loop by hand", name + LOOP, name + KERNEL));
      ratios.add(
          Ratio.atLeast(0.9, name + ": speed of our step / a loop by hand", name + LOOP, step));
      ratios.add(Ratio.atLeast(3, name + ": MLlib's time / ours", name + MLLIB_STEP, step));
    }
    return ratios;
  }

  private static String where(String jvm, int features) {
    return "dense d=" + features + ", " + jvm + ": ";
  }

  /** By the same process between the steps: the bandwidth of a shared machine is never the same. */
  private static String bandwidth(String jvm, int features, int threads) {
    return where(jvm, features) + "memory bandwidth, threads: " + threads;
  }

  private static String throughput(String jvm, int features) {
    return where(jvm, features) + "our step";
  }

  /** Rows that {@code data.precision: auto} keeps as floats; counted as if they were doubles. */
  private static String floatThroughput(String jvm, int features) {
    return throughput(jvm, features) + ", float32 (bytes as of float64)";
  }

  private static String mllibThroughput(String jvm, int features) {
    return where(jvm, features) + "MLlib GradientDescent step";
  }
}
