package io.sparksgd.checkpoint;

/**
 * The sections of a saved run, in their order. This is the whole schema: each section is written
 * and read by one {@link Stateful} part, and a part that does not exist in a run (no validation, no
 * average) has no sections. The page {@code src/docs/reliability.md} shows the same table.
 */
public enum Section {
  PROGRESS(
      "progress",
      "5 whole numbers",
      "updates made, rows used, bytes of the weights sent, bytes returned, the same if sent whole"),
  SECONDS("seconds", "1 number", "seconds of training"),
  RUNNING_LOSS("running-loss", "2 numbers", "decayed sums of losses and of rows"),
  GUARD("guard", "2, 5 or 9 numbers", "losses and moves by which a divergence is found"),
  PASSED("passed", "1 whole number", "updates not made because their rows had no weight"),
  CONVERGENCE("convergence", "4 or 5 numbers", "loss of the epoch, best epoch, stalled epochs"),
  PHASE("phase-<phase>", "1 whole number", "nanoseconds of a phase"),
  VALIDATION("validation", "2 whole numbers", "step of the last evaluation, 1 if it was the best"),
  VALIDATION_EPOCH("validation-epoch", "1 number", "epoch of the last evaluation"),
  VALIDATION_METRIC("validation/<metric>", "1 number", "a metric of the last evaluation"),
  BEST_STEP("best-<metric>-step", "1 whole number", "step of the best evaluation"),
  BEST("best-<metric>", "3 numbers", "value, seconds and training loss of the best evaluation"),
  BEST_WEIGHTS("best-<metric>-weights", "numbers", "weights of the best evaluation"),
  BEST_METRIC("best-<metric>/<metric>", "1 number", "a metric of the best evaluation"),
  EARLY("early-<metric>", "3 numbers", "early stopping: 1 if begun, best value, evaluations since"),
  ROUNDS("rounds", "2 whole numbers", "rounds begun, updates they drew rows for"),
  WEIGHTS("weights", "numbers", "the weights to which updates are made"),
  EARLIER_UPDATES("earlier-updates", "1 whole number", "updates of the rule before this run"),
  OPTIMIZER_UPDATES("optimizer-updates", "1 whole number", "updates of the update rule"),
  OPTIMIZER("optimizer", "1 whole number", "arrays of the update rule"),
  OPTIMIZER_ARRAY("optimizer/<n>", "numbers", "an array of the update rule, such as a momentum"),
  OUTER_UPDATES("outer-optimizer-updates", "1 whole number", "updates of the outer rule"),
  OUTER("outer-optimizer", "1 whole number", "arrays of the outer rule"),
  OUTER_ARRAY("outer-optimizer/<n>", "numbers", "an array of the outer rule"),
  SCHEDULE_STEPS("schedule-steps", "1 whole number", "steps of a schedule as long as the run"),
  PLATEAU("plateau", "numbers", "state of the schedule that follows a metric"),
  RATE_REDUCTION("rate-reduction", "1 number", "factor of all rates after divergences"),
  AVERAGE("average", "1 whole number", "arrays of the average of the weights"),
  AVERAGE_ARRAY("average/<n>", "numbers", "an array of the average of the weights"),
  GUARD_TIMES("guard-times", "1 whole number", "divergences that the run survived"),
  GUARD_POINTS("guard-points", "6 whole numbers", "how many restore points, and their flags"),
  GUARD_POINT(
      "guard-point<n>", "2 whole numbers", "returns to a restore point, files of partitions"),
  POINT("point<n>/<section>", "as the section", "a section of the state of a restore point");

  private final String pattern;
  private final String content;
  private final String meaning;

  Section(String pattern, String content, String meaning) {
    this.pattern = pattern;
    this.content = content;
    this.meaning = meaning;
  }

  /** The name; a word in angle brackets stands for a key or a number. */
  public String pattern() {
    return pattern;
  }

  /** How many numbers the section has; earlier versions may have written fewer. */
  public String content() {
    return content;
  }

  /** What the numbers are. */
  public String meaning() {
    return meaning;
  }

  /** The name of a section without placeholder. */
  public String key() {
    return pattern;
  }

  /** The name of a section, its first placeholder replaced. */
  public String key(Object value) {
    return pattern.replaceFirst("<[a-z]+>", value.toString());
  }
}
