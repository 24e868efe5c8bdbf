package io.sparksgd.schedule;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The settings of a schedule; {@link #build} makes it for a learning rate and a length. In
 * polynomial, cosine and one-cycle, {@code steps} 0 means: to the end of the run, or of the part of
 * a join.
 */
public sealed interface SchedulePlan {

  /**
   * Makes the schedule.
   *
   * @param learningRate the rate that the plan shapes: its start, or its peak after a warmup
   * @param totalUpdates updates of the whole run; 0 when unknown
   * @throws IllegalArgumentException if the plan needs {@code totalUpdates} and it is 0, or if its
   *     minimum is above the learning rate
   */
  Schedule build(double learningRate, long totalUpdates);

  /** Always the learning rate. */
  record Constant() implements SchedulePlan {
    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      return k -> learningRate;
    }
  }

  /** {@code lr * factor^floor(k / every)}. */
  record StepDecay(
      @Setting(range = "from 1", required = "a number", param = "scheduleEvery")
          @Says("lr * factor^floor(k / every)")
          long every,
      @Setting(range = "above 0", usual = "0.1", param = "scheduleFactor")
          @Says("the rate is multiplied by it")
          double factor)
      implements SchedulePlan {
    public StepDecay {
      ScheduleArguments.atLeast("every", every, 1);
      ScheduleArguments.positive("factor", factor);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      return k -> learningRate * Math.pow(factor, (double) Math.floorDiv(k, every));
    }
  }

  /** {@code lr * factor^k}. */
  record Exponential(
      @Setting(range = "above 0", required = "a number") @Says("lr * factor^k") double factor)
      implements SchedulePlan {
    public Exponential {
      ScheduleArguments.positive("factor", factor);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      return k -> learningRate * Math.pow(factor, (double) k);
    }
  }

  /** {@code lr / (1 + rate * k)}. */
  record InverseTime(
      @Setting(range = "from 0", required = "a number", param = "scheduleRate")
          @Says("lr / (1 + rate * k)")
          double rate)
      implements SchedulePlan {
    public InverseTime {
      ScheduleArguments.notNegative("rate", rate);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      return k -> learningRate / (1 + rate * k);
    }
  }

  /** {@code lr * sqrt(timescale / (timescale + k))}. */
  record InverseSqrt(
      @Setting(range = "above 0", required = "a number", param = "scheduleTimescale")
          @Says("lr * sqrt(timescale / (timescale + k))")
          double timescale)
      implements SchedulePlan {
    public InverseSqrt {
      ScheduleArguments.positive("timescale", timescale);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      return k -> learningRate * Math.sqrt(timescale / (timescale + k));
    }
  }

  /** {@code minimum + (lr - minimum) * (1 - min(k, steps) / steps)^power}. */
  record Polynomial(
      @Setting(
              range = "from 1",
              usual = "0",
              usually = "to the end of the run",
              param = "scheduleSteps")
          @Says("length; the default needs `stop.epochs` or `stop.steps`")
          long steps,
      @Setting(range = "above 0", usual = "1", param = "schedulePower")
          @Says("minimum + (lr - minimum) * (1 - k / steps)^power")
          double power,
      @Setting(range = "from 0", usual = "0", param = "scheduleMinimum") @Says("lowest rate")
          double minimum)
      implements SchedulePlan {
    public Polynomial {
      ScheduleArguments.atLeast("steps", steps, 0);
      ScheduleArguments.positive("power", power);
      ScheduleArguments.notNegative("minimum", minimum);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      double length = ScheduleArguments.length("polynomial", steps, totalUpdates);
      ScheduleArguments.minimum(minimum, learningRate);
      return k ->
          minimum
              + (learningRate - minimum)
                  * Math.pow(1 - Math.min((double) k, length) / length, power);
    }
  }

  /** {@code minimum + (lr - minimum) * (1 + cos(pi * k / steps)) / 2}. */
  record Cosine(
      @Setting(range = "from 1", usual = "0", usually = "to the end of the run") long steps,
      @Setting(range = "from 0", usual = "0") double minimum,
      @Setting(usual = "hold", param = "scheduleAfterEnd")
          @Says("stay at the minimum, or rise again as in PyTorch")
          AfterEnd afterEnd)
      implements SchedulePlan {
    public Cosine {
      ScheduleArguments.atLeast("steps", steps, 0);
      ScheduleArguments.notNegative("minimum", minimum);
      Objects.requireNonNull(afterEnd, "afterEnd");
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      double length = ScheduleArguments.length("cosine", steps, totalUpdates);
      ScheduleArguments.minimum(minimum, learningRate);
      return k -> {
        double position = afterEnd == AfterEnd.HOLD ? Math.min((double) k, length) : (double) k;
        return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * position / length)) / 2;
      };
    }
  }

  /**
   * Cosine periods of {@code steps}, {@code steps * multiplier}, ... updates, each from the full
   * rate.
   */
  record CosineRestarts(
      @Setting(range = "from 1", required = "a number") @Says("length of the first period")
          long steps,
      @Setting(range = "from 1", usual = "1", param = "scheduleMultiplier")
          @Says("each period is this many times as long as the one before")
          int multiplier,
      @Setting(range = "from 0", usual = "0") double minimum)
      implements SchedulePlan {
    public CosineRestarts {
      ScheduleArguments.atLeast("steps", steps, 1);
      ScheduleArguments.atLeast("multiplier", multiplier, 1);
      ScheduleArguments.notNegative("minimum", minimum);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      ScheduleArguments.minimum(minimum, learningRate);
      return k -> {
        double period = steps;
        double position = k;
        if (multiplier == 1) {
          position = k % steps;
        }
        while (position >= period) {
          position -= period;
          period *= multiplier;
        }
        return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * position / period)) / 2;
      };
    }
  }

  /**
   * Cosine up from {@code lr / initialDivisor} for {@code warmupFraction} of the steps, then cosine
   * down to {@code lr / initialDivisor / finalDivisor}, where it stays (Smith and Topin 2018, as in
   * PyTorch).
   */
  record OneCycle(
      @Setting(range = "from 1", usual = "0", usually = "to the end of the run") long steps,
      @Setting(range = "from 0 to 1", usual = "0.3", param = "scheduleWarmupFraction")
          @Says("share of the steps in which the rate rises to lr")
          double warmupFraction,
      @Setting(range = "above 0", usual = "25", param = "scheduleInitialDivisor")
          @Says("the first rate is lr / initial-divisor")
          double initialDivisor,
      @Setting(range = "above 0", usual = "1e4", param = "scheduleFinalDivisor")
          @Says("the last rate is the first one / final-divisor")
          double finalDivisor)
      implements SchedulePlan {
    public OneCycle {
      ScheduleArguments.atLeast("steps", steps, 0);
      ScheduleArguments.fraction("warmup-fraction", warmupFraction);
      ScheduleArguments.positive("initial-divisor", initialDivisor);
      ScheduleArguments.positive("final-divisor", finalDivisor);
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      double length = ScheduleArguments.length("one-cycle", steps, totalUpdates);
      double first = learningRate / initialDivisor;
      double last = first / finalDivisor;
      // The peak is an update of its own, and the last update has the last rate.
      double up = Math.max(0, warmupFraction * length - 1);
      double down = Math.max(1, length - 1 - up);
      return k ->
          k <= up && up > 0
              ? anneal(first, learningRate, k / up)
              : anneal(learningRate, last, Math.min(1, (k - up) / down));
    }

    private static double anneal(double from, double to, double share) {
      return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
  }

  /**
   * Linear from {@code startFactor * lr} to {@code lr} within {@code steps}, then {@code then} from
   * its own 0.
   */
  record Warmup(
      @Setting(key = "warmup-steps", range = "from 1", usually = "none", param = "warmupSteps")
          @Says("linear rise to lr before the schedule, which then starts at its own 0")
          long steps,
      @Setting(
              key = "warmup-start-factor",
              range = "from 0 to 1",
              usual = "0",
              with = "warmup-steps",
              otherwise = "only with schedule.warmup-steps",
              param = "warmupStartFactor")
          @Says("the rise starts at this share of lr")
          double startFactor,
      SchedulePlan then)
      implements SchedulePlan {
    public Warmup {
      ScheduleArguments.atLeast("warmup-steps", steps, 1);
      ScheduleArguments.fraction("warmup-start-factor", startFactor);
      Objects.requireNonNull(then, "then");
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      Schedule after = then.build(learningRate, ScheduleArguments.rest(totalUpdates, steps));
      return k ->
          k < steps
              ? learningRate * (startFactor + (1 - startFactor) * k / steps)
              : after.learningRate(k - steps);
    }
  }

  /**
   * One plan after the other, each from its own 0; part i lasts {@code lengths.get(i)}, the last
   * one to the end.
   *
   * @param lengths one less than parts
   */
  record Join(
      @Setting(type = "list of schedules", required = "a list of schedules")
          @Says("one after the other, each from its own k = 0; any kind but plateau and join")
          List<SchedulePlan> parts,
      @Setting(
              key = "for-steps",
              type = "whole number from 1",
              usually = "required in all but the last",
              otherwise = "only in the parts of a join, but its last")
          @Says("how long a part of the join lasts")
          List<Long> lengths)
      implements SchedulePlan {
    public Join {
      parts = List.copyOf(parts);
      lengths = List.copyOf(lengths);
      if (parts.isEmpty() || lengths.size() != parts.size() - 1) {
        throw new IllegalArgumentException(
            "Invalid join: "
                + parts.size()
                + " parts with "
                + lengths.size()
                + " lengths (allowed: a length for each part but the last)");
      }
      lengths.forEach(length -> ScheduleArguments.atLeast("for-steps", length, 1));
    }

    @Override
    public Schedule build(double learningRate, long totalUpdates) {
      List<Schedule> schedules = new ArrayList<>();
      long rest = totalUpdates;
      for (int i = 0; i < parts.size(); i++) {
        boolean last = i == lengths.size();
        schedules.add(parts.get(i).build(learningRate, last ? rest : lengths.get(i)));
        rest = last ? rest : ScheduleArguments.rest(rest, lengths.get(i));
      }
      return k -> {
        int part = 0;
        long own = k;
        while (part < lengths.size() && own >= lengths.get(part)) {
          own -= lengths.get(part);
          part++;
        }
        return schedules.get(part).learningRate(own);
      };
    }
  }

  /** What a cosine does after its end. */
  enum AfterEnd {
    /** It stays at its minimum. */
    HOLD,
    /** It rises again, as PyTorch's CosineAnnealingLR does. */
    REFLECT
  }
}
