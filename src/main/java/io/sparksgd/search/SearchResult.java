package io.sparksgd.search;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.plan.InvalidPlanException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings that a race has found.
 *
 * @param job the complete job, which makes the same model without a race
 * @param words the settings that were found, in a few words
 * @param trials all trials, as maps of plain values for reports
 * @param seconds that the race took
 */
public record SearchResult(
    JobConfig job, String words, List<Map<String, Object>> trials, double seconds) {

  public SearchResult {
    trials = List.copyOf(trials);
  }

  static SearchResult of(
      JobConfig job,
      SearchSpace space,
      Race.Outcome outcome,
      SearchFacts facts,
      int rows,
      double seconds) {
    if (Double.isInfinite(outcome.loss())) {
      throw new InvalidPlanException(
          words ->
              "No settings found: all "
                  + outcome.table().size()
                  + " trials of the race diverged (try other data, or give "
                  + words.name("optimizer.learning-rate")
                  + ")");
    }
    Candidate best = outcome.best();
    JobConfig chosen = space.chosen(best, Race.passes(best, facts, rows));
    List<Map<String, Object>> table = new ArrayList<>();
    outcome.table().forEach(trial -> table.add(map(trial)));
    String words =
        String.format(
            Locale.ROOT,
            "%s: best of %d trials, held-out loss %s, %.1f s",
            describe(best, chosen),
            table.size(),
            digits(outcome.loss()),
            seconds);
    return new SearchResult(chosen, words, table, seconds);
  }

  private static String describe(Candidate best, JobConfig chosen) {
    List<String> parts = new ArrayList<>();
    parts.add(UpdateRule.kinds().name(best.rule()));
    parts.add("rate " + digits(best.rate()));
    if (chosen.penalty().l2() > 0) {
      parts.add("l2 " + digits(chosen.penalty().l2()));
    }
    if (chosen.penalty().l1() > 0) {
      parts.add("l1 " + digits(chosen.penalty().l1()));
    }
    parts.add(words(best.scale()));
    parts.add("batches of " + best.batch());
    chosen.stop().epochs().ifPresent(passes -> parts.add(digits(passes) + " passes"));
    return String.join(", ", parts);
  }

  private static String words(FeatureScale scale) {
    return switch (scale) {
      case NONE -> "no scaling";
      case AUTO -> "dense features standardized";
      case DEVIATION -> "features divided by deviations";
      case STANDARD -> "standard scaling";
    };
  }

  private static Map<String, Object> map(TrialRecord trial) {
    Map<String, Object> map = new LinkedHashMap<>();
    Candidate candidate = trial.candidate();
    map.put("stage", trial.stage());
    map.put("rows", trial.rows());
    map.put("scale", candidate.scale().name().toLowerCase(Locale.ROOT));
    map.put("rule", UpdateRule.kinds().name(candidate.rule()));
    map.put("rate", candidate.rate());
    map.put("batch", candidate.batch());
    map.put("l1-of-all-rows", candidate.l1());
    map.put("l2-of-all-rows", candidate.l2());
    map.put("passes", candidate.passes());
    map.put("loss", Double.isInfinite(trial.loss()) ? null : trial.loss());
    return map;
  }

  private static String digits(double value) {
    String text = String.format(Locale.ROOT, "%.3g", value);
    return Double.valueOf(text) == (long) value
        ? Long.toString((long) value)
        : text.contains("e") ? text : text.replaceAll("0+$", "");
  }
}
