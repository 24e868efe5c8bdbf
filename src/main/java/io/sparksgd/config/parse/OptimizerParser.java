package io.sparksgd.config.parse;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.optim.UpdateRule.Limit;
import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.schedule.SchedulePlan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the group {@code optimizer}. */
final class OptimizerParser {
  static final KindKeys<UpdateRule> RULES = new KindKeys<>(UpdateRule.kinds(), ", ");
  static final RecordKeys<OptimizerConfig> KEYS = new RecordKeys<>(OptimizerConfig.class);

  private static final String RATE = "learning-rate";

  private final Section root;
  private final JobConfig job;
  private final Set<Limit> limits;

  private OptimizerParser(Section root, JobConfig job) {
    this.root = root;
    this.job = job;
    this.limits = job.optimizer().rule().limits();
  }

  static OptimizerConfig parse(Section section) {
    Optional<String> kind = RULES.kind(section, "adam");
    UpdateRule rule = RULES.read(section, kind.orElse("adam"));
    RecordKeys.Reading<OptimizerConfig> reading = KEYS.reading(section).with("rule", rule);
    OptimizerConfig optimizer =
        hasRate(rule)
            ? reading.usual("learningRate", rule.usualLearningRate()).read()
            : reading.with("learningRate", rule.usualLearningRate()).read();
    RULES.done(section, kind, Map.of(RATE, "the rule finds its own step size"));
    return optimizer;
  }

  /** Whether a job may give a learning rate. */
  static boolean hasRate(UpdateRule rule) {
    return !rule.limits().contains(Limit.NO_LEARNING_RATE);
  }

  static Map<String, Object> toMap(OptimizerConfig optimizer) {
    Map<String, Object> map = RULES.map(optimizer.rule());
    map.putAll(KEYS.map(optimizer));
    if (!hasRate(optimizer.rule())) {
      map.remove(RATE);
    }
    return map;
  }

  /** Reports each setting of a job that its update rule cannot have. */
  static void check(Section root, JobConfig job) {
    OptimizerParser parser = new OptimizerParser(root, job);
    parser.checkRate();
    parser.checkWeights();
    job.synchronize().local().ifPresent(parser::checkLocal);
  }

  private void checkRate() {
    if (limits.contains(Limit.NO_LEARNING_RATE) && job.scaling().rule() != ScalingRule.NONE) {
      error("scaling.rule", Names.key(job.scaling().rule()), "none; it has no learning rate");
    }
    if (limits.contains(Limit.NO_SCHEDULE)) {
      if (!isConstant(job.schedule()) || job.schedule().plan() instanceof SchedulePlan.Warmup) {
        error("schedule", schedule(), "kind constant without warmup; it has no learning rate");
      }
      if (job.guard().onDivergence() == OnDivergence.ROLL_BACK) {
        error("guard.on-divergence", "roll-back", "fail, skip; it has no learning rate to reduce");
      }
    } else if (limits.contains(Limit.WARMUP_ONLY) && !isConstant(job.schedule())) {
      error(
          "schedule",
          schedule(),
          "kind constant, with or without warmup-steps; its average takes the place of a"
              + " schedule");
    }
  }

  private static boolean isConstant(ScheduleConfig schedule) {
    SchedulePlan plan = schedule.plan();
    SchedulePlan then = plan instanceof SchedulePlan.Warmup warmup ? warmup.then() : plan;
    return then instanceof SchedulePlan.Constant && schedule.plateau().isEmpty();
  }

  private String schedule() {
    Map<String, Object> map = ScheduleParser.toMap(job.schedule());
    return isConstant(job.schedule())
        ? "warmup-steps " + map.get("warmup-steps")
        : "kind " + map.get("kind");
  }

  private void checkWeights() {
    if (limits.contains(Limit.NO_L1) && job.penalty().l1() > 0) {
      error(
          "penalty.l1",
          String.valueOf(job.penalty().l1()),
          "0; the proximal step of L1 needs the step size, which this rule does not tell");
    }
    if (limits.contains(Limit.OWN_AVERAGE) && job.optimizer().averageDecay().isPresent()) {
      error(
          "optimizer.average-decay",
          String.valueOf(job.optimizer().averageDecay().getAsDouble()),
          "none; the rule keeps an average of its own");
    }
  }

  private void checkLocal(LocalRounds local) {
    String key = "synchronize.local-state";
    String state = Names.key(local.state());
    if (limits.contains(Limit.OWN_WEIGHTS)) {
      if (local.state() != LocalState.AVERAGE) {
        error(key, state, "average; the memory of the rule says where the weights are");
      }
      if (!(local.outer() instanceof UpdateRule.Sgd) || local.outerLearningRate() != 1) {
        error(
            "synchronize.outer",
            SynchronizeParser.Outer.of(local).words(),
            "sgd with learning-rate 1; the memory of the rule says where the weights are");
      }
    } else if (limits.contains(Limit.LONG_MEMORY) && local.state() == LocalState.RESET) {
      error(key, state, "average, keep; the rule learns its step size over many steps");
    }
  }

  private void error(String setting, String value, String allowed) {
    root.error(
        setting.replaceFirst("\\..*", ""),
        "Invalid "
            + setting
            + ": "
            + value
            + " with optimizer.kind "
            + UpdateRule.kinds().name(job.optimizer().rule())
            + " (allowed: "
            + allowed
            + ")");
  }
}
