package io.sparksgd.search;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.SearchConfig.Open;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PartitionJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag$;

/**
 * Finds the settings that a job leaves out, by a race on a sample of its packed rows. Each trial is
 * a task of its own. The result follows from the rows, their partitions and the job alone.
 */
public final class Search {
  /** The sample is on the driver and on every executor. */
  private static final long MOST_CELLS = 1L << 23;

  /** Trials hold some vectors of this length on every core. */
  public static final int MOST_PARAMETERS = 1 << 24;

  private static final int MOST_VALIDATION = 1 << 14;

  /** Wider rows are not scaled: their features are mostly categories. */
  private static final int MOST_SCALED = 1 << 14;

  private static final int SCALINGS = 3;

  /** Fewer rows judge themselves: a few held-out rows would say nothing. */
  private static final int FEWEST_TO_SPLIT = 20;

  private final JobConfig job;
  private final Objective objective;
  private final BlockSet train;
  private final RaceListener listener;
  private final RowBlock pool;
  private final RowBlock validation;

  private Search(
      JobConfig job,
      Objective objective,
      BlockSet train,
      RowBlock pool,
      RowBlock validation,
      RaceListener listener) {
    this.job = job;
    this.objective = objective;
    this.train = train;
    this.pool = pool;
    this.validation = validation;
    this.listener = listener;
  }

  /**
   * Finds the settings of a job that has a race.
   *
   * @param objective of the rows
   * @param start weights to start from
   */
  public static SearchResult run(
      JobConfig job,
      Objective objective,
      TrainingInput input,
      double[] start,
      RaceListener listener) {
    long begin = System.nanoTime();
    BlockSet train = input.train();
    double values = Math.max(1, train.storedValues() / (double) Math.max(1, train.rows()));
    long most = Math.max(20, Math.min(job.search().rows(), (long) (MOST_CELLS / values)));
    boolean dense =
        job.data().scale() == FeatureScale.STANDARD && !job.search().open().contains(Open.SCALE);
    int features = objective.layout().groups().get(0).rows();
    most = dense ? Math.min(most, Math.max(64, MOST_CELLS / features)) : most;
    RowBlock pool = Sample.of(train, most, job.seed());
    RowBlock validation =
        input
            .validation()
            .map(set -> Sample.of(set, Math.min(pool.rows(), MOST_VALIDATION), job.seed()))
            .orElse(pool.rows() < FEWEST_TO_SPLIT ? pool : null);
    return new Search(job, objective, train, pool, validation, listener).run(start, begin);
  }

  private SearchResult run(double[] start, long begin) {
    SearchFacts facts =
        new SearchFacts(
            objective,
            train.rows(),
            train.partitions(),
            train.storedValues() / (double) Math.max(1, train.rows()),
            labelDeviation());
    Map<FeatureScale, SampleScaling> scalings = scalings();
    RaceRows rows = RaceRows.of(pool, validation, scalings);
    SparkContext context = train.rdd().context();
    Broadcast<RaceRows> published =
        context.broadcast(rows, ClassTag$.MODULE$.<RaceRows>apply(RaceRows.class));
    try {
      SearchSpace space = new SearchSpace(job, facts, List.copyOf(scalings.keySet()));
      RaceSize size =
          validation == null
              ? RaceSize.ofPool(pool.rows())
              : RaceSize.beside(pool.rows(), validation.rows());
      Race race =
          new Race(space, facts, size, start, trials -> run(context, trials, published), listener);
      return SearchResult.of(
          job, space, race.run(), facts, size.rows(), (System.nanoTime() - begin) * 1e-9);
    } finally {
      published.destroy();
    }
  }

  private static double[] run(
      SparkContext context, List<Trial> trials, Broadcast<RaceRows> published) {
    List<Integer> numbers = IntStream.range(0, trials.size()).boxed().toList();
    RDD<Integer> tasks =
        JavaSparkContext.fromSparkContext(context)
            .parallelize(new ArrayList<>(numbers), trials.size())
            .rdd();
    return PartitionJob.run(tasks, new TrialTask(trials, published), double[].class).stream()
        .mapToDouble(loss -> loss[0])
        .toArray();
  }

  /** The scalings that differ on these rows. */
  private Map<FeatureScale, SampleScaling> scalings() {
    Map<FeatureScale, SampleScaling> found = new EnumMap<>(FeatureScale.class);
    int features = objective.layout().groups().get(0).rows();
    List<FeatureScale> tried =
        job.search().open().contains(Open.SCALE)
            ? List.of(
                FeatureScale.NONE, FeatureScale.AUTO, FeatureScale.STANDARD, FeatureScale.DEVIATION)
            : List.of(job.data().scale());
    for (FeatureScale scale : tried) {
      boolean centres = scale == FeatureScale.AUTO || scale == FeatureScale.STANDARD;
      boolean fits =
          features <= MOST_SCALED
              && !(centres && (long) features * pool.rows() > MOST_CELLS)
              && !(centres && !objective.absorbsConstants())
              && !(job.model().spec() instanceof ModelSpec.FactorizationMachine)
              && !(job.model().spec() instanceof ModelSpec.Custom);
      boolean second = scale == FeatureScale.DEVIATION && found.containsKey(FeatureScale.STANDARD);
      if (tried.size() == 1 || scale == FeatureScale.NONE || (fits && !second)) {
        SampleScaling scaling = SampleScaling.of(scale, pool, features);
        if (found.size() < SCALINGS && found.values().stream().noneMatch(scaling::isSame)) {
          found.put(scale, scaling);
        }
      }
    }
    return found;
  }

  private double labelDeviation() {
    double[] labels = IntStream.range(0, pool.rows()).mapToDouble(pool::label).toArray();
    double mean = Arrays.stream(labels).average().orElse(0);
    return Math.sqrt(Arrays.stream(labels).map(y -> (y - mean) * (y - mean)).average().orElse(0));
  }
}
