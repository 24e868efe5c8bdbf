package io.sparksgd.bench;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A step on a wide sparse model, next to one on a model a sixteenth as wide: what follows the
 * batch's non-zeros stays the same, what follows the model grows sixteenfold.
 */
final class WideSuite implements Suite {
  private static final int BATCH = 1024;
  private static final int NON_ZEROS = 39;
  private static final List<Integer> POWERS = List.of(18, 22);
  private static final List<String> MASTERS = List.of("local[2]", "local-cluster[2,1,2048]");
  private static final List<Phase> PHASES =
      List.of(Phase.BROADCAST, Phase.GRADIENT, Phase.MERGE, Phase.UPDATE);

  @Override
  public String name() {
    return "wide";
  }

  @Override
  public String question() {
    return "What does a step of 1,024 sparse rows cost when the model has 2^22 features, and what"
        + " of it follows the model instead of the batch?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    return MASTERS.stream().map(master -> Part.of(master, 3072)).toList();
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    long rows = scale.pick(20_000, 200_000);
    SparkSession session = BenchSpark.start(part.name());
    List<BlockSet> sets = new ArrayList<>();
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      for (int power : POWERS) {
        sets.add(DrawnBlocks.persist(context, new RowShape(rows, 1 << power, NON_ZEROS)));
      }
      for (int repetition = -1; repetition < repetitions; repetition++) {
        for (int i = 0; i < sets.size(); i++) {
          // The first round is warm-up.
          Recorder to = repetition < 0 ? new Recorder(name()) : recorder;
          measure(at(part.name(), POWERS.get(i)), POWERS.get(i), sets.get(i), scale, to);
        }
      }
      recorder.remark(
          String.format(Locale.ROOT, "%d rows of 39 non-zeros, sgd, batches of 1,024 rows", rows));
    } finally {
      sets.forEach(BlockSet::close);
      session.stop();
    }
  }

  private static void measure(
      String where, int power, BlockSet rows, Scale scale, Recorder recorder) {
    int steps = scale.pick(12, 40);
    TrainingPlan plan =
        Runs.plan(
            Runs.logistic(1 << power),
            "batch: {size: " + BATCH + "}",
            "optimizer: {kind: sgd, learning-rate: 0.1}",
            "stop: {steps: " + steps + "}");
    List<TrainingEvent.StepDone> all = Runs.steps(plan, rows);
    List<TrainingEvent.StepDone> warm = all.subList(steps / 4, steps);
    double[] moments = warm.stream().mapToDouble(TrainingEvent.StepDone::seconds).toArray();
    recorder.add(where + "a step", "ms", 1e3 * Medians.medianStep(moments, 0));
    for (Phase phase : PHASES) {
      recorder.add(
          where + phase.key(),
          "ms",
          median(warm, step -> 1e3 * step.phases().getOrDefault(phase, 0.0)));
    }
    recorder.add(where + "returned", "bytes", median(warm, step -> step.bytes().returned()));
    recorder.add(where + "weights out", "bytes", median(warm, step -> step.bytes().broadcast()));
  }

  private static double median(
      List<TrainingEvent.StepDone> steps, ToDoubleFunction<TrainingEvent.StepDone> of) {
    return Medians.median(steps.stream().mapToDouble(of).toArray());
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (String master : MASTERS) {
      String narrow = at(master, POWERS.get(0));
      String wide = at(master, POWERS.get(1));
      String over = master + ", d=2^22 / d=2^18: ";
      ratios.add(
          Ratio.atMost(1.25, over + "bytes returned", wide + "returned", narrow + "returned"));
      ratios.add(
          Ratio.shown(
              over + "the gradient's job",
              wide + Phase.GRADIENT.key(),
              narrow + Phase.GRADIENT.key()));
      ratios.add(Ratio.shown(over + "a step", wide + "a step", narrow + "a step"));
      for (Phase phase : List.of(Phase.BROADCAST, Phase.UPDATE)) {
        ratios.add(
            Ratio.shown(
                master + ", d=2^22: " + phase.key() + " / a step",
                wide + phase.key(),
                wide + "a step"));
      }
    }
    return ratios;
  }

  private static String at(String master, int power) {
    return master + ", d=2^" + power + ": ";
  }
}
