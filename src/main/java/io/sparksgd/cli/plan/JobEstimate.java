package io.sparksgd.cli.plan;

import io.sparksgd.cli.job.JobPlaces;
import io.sparksgd.cli.job.Session;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.cost.Advice;
import io.sparksgd.cost.Cluster;
import io.sparksgd.cost.Constants;
import io.sparksgd.cost.CostModel;
import io.sparksgd.cost.MemoryNeed;
import io.sparksgd.cost.Speed;
import io.sparksgd.cost.WantedSettings;
import io.sparksgd.cost.Workload;
import io.sparksgd.launch.PreparedRun;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.objective.Objective;
import io.sparksgd.rehearse.Rehearsal;
import io.sparksgd.train.DriverMemory;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;

/** The estimate of {@code inspect --plan}: reads, rehearses, computes. */
public final class JobEstimate {
  private final JobConfig job;
  private final PlannedCluster.Wish wish;
  private final PrintStream err;

  public JobEstimate(JobConfig job, PlannedCluster.Wish wish, PrintStream err) {
    this.job = job;
    this.wish = wish;
    this.err = err;
  }

  /** The estimate as nested maps. */
  public Map<String, Object> make() throws Exception {
    DriverMemory.check(job);
    JobPlaces.checkInitial(job, Session.hadoopSettings());
    try (Session session = Session.open("spark-sgd plan " + job.name())) {
      SparkContext context = session.spark().sparkContext();
      int cores = Math.max(1, context.defaultParallelism());
      // This also starts the executors that are counted below.
      int partitions = Math.min(cores, job.data().partitions().orElse(cores));
      try (PlannedData data = PlannedData.read(session.spark(), job, partitions, err)) {
        return estimate(context, data);
      }
    }
  }

  private Map<String, Object> estimate(SparkContext context, PlannedData data) throws Exception {
    Cluster cluster = PlannedCluster.of(context, wish);
    PreparedRun run = data.prepare();
    Rehearsal.RealSize unlimited = data.realSize(run.train(), 1);
    int partitions =
        job.data()
            .partitions()
            .orElse((int) Math.min(PlanOptions.MOST, Math.min(cluster.cores(), unlimited.rows())));
    err.println("Rehearsing some rounds ...");
    Rehearsal.Outcome outcome =
        new Rehearsal(
                run.plan(Optional.of(job.output() + "-rehearsal")),
                run.train(),
                run.validation(),
                run.startWeights(),
                run.centring(),
                data.realSize(run.train(), partitions))
            .run();
    return describe(context, data, cluster, run.objective(), outcome);
  }

  private Map<String, Object> describe(
      SparkContext context,
      PlannedData data,
      Cluster cluster,
      Objective objective,
      Rehearsal.Outcome outcome) {
    boolean moved = context.isLocal() && wish.isOther();
    Constants constants = moved ? outcome.constants().onCluster() : outcome.constants();
    CostModel model = new CostModel(constants, cluster, outcome.depth());
    Workload work = outcome.work();
    MemoryNeed memory = MemoryNeed.of(work, cluster, model.bytesAtDriver(work));
    ParameterGroup first = objective.layout().groups().get(0);
    EstimateMap map = new EstimateMap();
    map.data(job, data, work);
    map.cluster(cluster, wish, moved);
    map.bytes(work, model);
    map.seconds(work, model, outcome, evaluations(work, outcome));
    map.speed(
        Speed.of(
            constants.row() + constants.taskFixed() / Math.max(1, work.rowsPerTask()),
            data.valuesPerRow(),
            first.columns(),
            objective.layout().size() - (long) first.end()));
    map.memory(memory, cluster);
    map.advice(Advice.of(work, model, outcome.localUpdate()));
    map.settings(
        WantedSettings.wanted(
            work, cluster, memory, model.bytesAtDriver(work), PlannedCluster.given(context)));
    job.synchronize()
        .local()
        .map(LocalRounds::startAt)
        .filter(step -> step > 0)
        .ifPresent(step -> map.note("the " + step + " synchronous steps before are not estimated"));
    return map.content();
  }

  /** Evaluations of the run: as often as they are due, and one at the end. */
  private double evaluations(Workload work, Rehearsal.Outcome outcome) {
    if (work.validationRows() == 0 || outcome.totalSteps() == 0) {
      return 0;
    }
    double steps = (double) outcome.totalSteps();
    double rounds = steps / work.updatesPerRound();
    double epochs = rounds / work.roundsPerEpoch();
    double due =
        job.evaluate().everySteps().isPresent()
            ? steps / job.evaluate().everySteps().getAsLong()
            : epochs / job.evaluate().everyEpochs().orElse(1.0);
    return Math.max(1, Math.min(Math.ceil(rounds), Math.ceil(due - 1e-9)));
  }
}
