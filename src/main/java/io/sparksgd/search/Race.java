package io.sparksgd.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The race: many candidates train on few rows, the best half of them on twice as many, and so on
 * (successive halving, Jamieson and Talwalkar 2016). Then the best one is changed in one setting at
 * a time, as long as that lowers the held-out loss. Budgets are counts of rows and steps, never
 * seconds, so the result is the same on every machine.
 */
final class Race {
  /** Candidates that the halving leaves. */
  private static final int FINALISTS = 3;

  /** Sweeps over all settings, at most. */
  private static final int SWEEPS = 3;

  /** Trials that a climb takes, by experience. */
  private static final double CLIMBS = 25;

  private static final int LEAST_UPDATES = 100;
  private static final double SCREEN_PASSES = 4;
  private static final int SCREEN_HELD_OUT = 4096;

  /** A change has to lower the loss by more than this share of it. */
  private static final double GAIN = 5e-4;

  /** More passes have to be worth their time. */
  private static final double PASS_GAIN = 3e-3;

  private static final double CHANCE = 0.8;

  /** A finalist whose loss is at most this many times the best one's may still win. */
  private static final double NEAR = 1.1;

  /** Of the work of the training itself. */
  private static final double SCREEN_WORK = 1.2;

  private static final double CLIMB_WORK = 2.5;
  private static final double LEAST_WORK = 8e8;
  private static final double MOST_WORK = 4e9;

  private final SearchSpace space;
  private final SearchFacts facts;
  private final RaceSize size;
  private final double[] start;
  private final TrialRunner runner;
  private final List<TrialRecord> table = new ArrayList<>();
  private final RaceListener listener;

  /** Runs trials. */
  interface TrialRunner {
    /** The held-out loss of each trial; infinite for one that diverges. */
    double[] run(List<Trial> trials);
  }

  Race(
      SearchSpace space,
      SearchFacts facts,
      RaceSize size,
      double[] start,
      TrialRunner runner,
      RaceListener listener) {
    this.space = space;
    this.facts = facts;
    this.size = size;
    this.start = start;
    this.runner = runner;
    this.listener = listener;
  }

  /** A candidate and its held-out loss. */
  private record Ranked(Candidate candidate, double loss) {}

  Outcome run() {
    List<Ranked> finalists = halve(space.first());
    Ranked best = climb(finalists);
    return new Outcome(best.candidate(), best.loss(), List.copyOf(table));
  }

  /**
   * The result of a race.
   *
   * @param loss of the held-out rows; infinite when all candidates diverge
   * @param table all trials, in their order
   */
  record Outcome(Candidate best, double loss, List<TrialRecord> table) {}

  private List<Ranked> halve(List<Candidate> field) {
    List<Candidate> left = field;
    double work = work(SCREEN_WORK) / Math.max(1, rounds(field.size()));
    while (true) {
      int rows = rows(work, left, SCREEN_PASSES);
      List<Ranked> ranked = trials("halving", screening(left, rows), rows, SCREEN_HELD_OUT);
      if (left.size() <= FINALISTS) {
        return ranked;
      }
      left = kept(ranked, (left.size() + 1) / 2).stream().map(r -> origin(r, field)).toList();
    }
  }

  /** The best ones; of the last ones, the best of each rule, if there are several. */
  private static List<Ranked> kept(List<Ranked> ranked, int half) {
    if (half > FINALISTS) {
      return ranked.subList(0, half);
    }
    Set<Class<?>> rules = new HashSet<>();
    List<Ranked> kept =
        new ArrayList<>(
            ranked.stream()
                .filter(r -> rules.add(r.candidate().rule().getClass()))
                .limit(FINALISTS)
                .toList());
    ranked.stream()
        .filter(r -> !kept.contains(r))
        .limit(FINALISTS - kept.size())
        .forEach(kept::add);
    kept.sort(Comparator.comparingDouble(Ranked::loss));
    return kept;
  }

  /** Passes are more on few rows, so that there are enough updates; they are not kept. */
  private static List<Candidate> screening(List<Candidate> field, int rows) {
    return field.stream()
        .map(
            c ->
                c.withPasses(
                    Math.max(SCREEN_PASSES, Math.ceil(LEAST_UPDATES * c.batch() / (double) rows))))
        .toList();
  }

  private static Candidate origin(Ranked ranked, List<Candidate> field) {
    Candidate c = ranked.candidate();
    return c.withPasses(field.get(0).passes());
  }

  private static int rounds(int field) {
    int rounds = 1;
    for (int left = field; left > FINALISTS; left = Math.max(FINALISTS, (left + 1) / 2)) {
      rounds++;
    }
    return rounds;
  }

  /** Multiplications that a part of the race may take. */
  private double work(double ofTraining) {
    Candidate first = space.first().get(0);
    double training = facts.rows() * first.passes() * space.rowCost(first);
    return ofTraining
        / (SCREEN_WORK + CLIMB_WORK)
        * Math.max(LEAST_WORK, Math.min(MOST_WORK, training * (SCREEN_WORK + CLIMB_WORK)));
  }

  /** The rows on which all these trials together are the work. */
  private int rows(double work, List<Candidate> field, double passes) {
    double cost = 0;
    for (Candidate candidate : field) {
      cost += passes * size.folds() * space.rowCost(candidate);
    }
    return (int)
        Math.max(Math.min(space.leastRows(), size.rows()), Math.min(size.rows(), work / cost));
  }

  /** Changes one setting at a time, as long as a sweep over all of them lowers the loss. */
  private Ranked climb(List<Ranked> finalists) {
    List<Candidate> field = finalists.stream().map(Ranked::candidate).toList();
    int rows = rows(work(CLIMB_WORK) / CLIMBS, field.subList(0, 1), field.get(0).passes());
    Set<Candidate> tried = new HashSet<>(field);
    List<Ranked> ranked = trials("finalists", field, rows, size.heldOut());
    Ranked best = sweep(ranked.get(0), rows, tried);
    if (!space.isConvex()) {
      return best;
    }
    for (Ranked other : ranked.subList(1, ranked.size())) {
      if (other.loss() < NEAR * ranked.get(0).loss()) {
        Ranked swept = sweep(other, rows, tried);
        best = isBetter(swept, best) ? swept : best;
      }
    }
    for (int sweep = 1; sweep < SWEEPS; sweep++) {
      Ranked before = best;
      best = sweep(best, rows, tried);
      if (best.equals(before)) {
        return best;
      }
    }
    return best;
  }

  private Ranked sweep(Ranked from, int rows, Set<Candidate> tried) {
    Ranked best = from;
    for (SearchSpace.Move move : space.moves()) {
      if (move != SearchSpace.Move.PASSES || isWhole()) {
        best = moved(best, move, rows, tried);
      }
    }
    return best;
  }

  private Ranked moved(Ranked best, SearchSpace.Move move, int rows, Set<Candidate> tried) {
    List<Candidate> near =
        space.neighbours(best.candidate(), move).stream().filter(tried::add).toList();
    if (near.isEmpty()) {
      return best;
    }
    return trials("refining", near, rows, size.heldOut()).stream()
        .filter(next -> isBetter(next, best))
        .findFirst()
        .orElse(best);
  }

  /** Whether the sample is nearly all of the rows, so that it tells how many passes they need. */
  private boolean isWhole() {
    return size.rows() * 2L >= facts.rows();
  }

  /**
   * Passes over all rows of the run that suit a candidate. A sample says too many for more rows:
   * each pass has more steps there.
   *
   * @param rows training rows of the race
   */
  static double passes(Candidate best, SearchFacts facts, int rows) {
    double more = Math.max(1, facts.rows() / (double) Math.max(1, rows) / 1.5);
    return Math.max(Math.min(best.passes(), 2), Math.rint(best.passes() / Math.sqrt(more)));
  }

  /** What chance changes in the loss of few held-out rows is no gain. */
  private boolean isBetter(Ranked next, Ranked best) {
    boolean longer = next.candidate().passes() > best.candidate().passes();
    double judged = (double) size.heldOut() * size.folds();
    double gain = Math.max(longer ? PASS_GAIN : GAIN, CHANCE / Math.sqrt(judged));
    return next.loss() < best.loss() - gain * Math.abs(best.loss());
  }

  /** Runs trials and ranks them; equal losses keep their order. */
  private List<Ranked> trials(String stage, List<Candidate> field, int rows, int mostHeldOut) {
    listener.stage(stage, field.size(), rows);
    int partitions = space.workers(rows);
    int heldOut = Math.min(size.heldOut(), mostHeldOut);
    List<Trial> trials = new ArrayList<>();
    for (Candidate candidate : field) {
      for (int fold = 0; fold < size.folds(); fold++) {
        RaceRows.View view =
            new RaceRows.View(candidate.scale(), rows, size.from(fold), heldOut, partitions);
        trials.add(Trial.of(space.trial(candidate, rows), facts.objective(), start, view));
      }
    }
    double[] losses = runner.run(trials);
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < field.size(); i++) {
      double loss = 0;
      for (int fold = 0; fold < size.folds(); fold++) {
        loss += losses[i * size.folds() + fold] / size.folds();
      }
      ranked.add(new Ranked(field.get(i), loss));
      table.add(new TrialRecord(stage, field.get(i), rows, loss));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::loss));
    return ranked;
  }
}
