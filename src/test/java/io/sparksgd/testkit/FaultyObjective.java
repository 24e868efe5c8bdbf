package io.sparksgd.testkit;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;

/**
 * An objective that makes first attempts of tasks fail or wait when they have added a gradient,
 * that is in the middle of their work; which tasks, is a function of the seed, the stage and the
 * partition.
 */
public final class FaultyObjective implements Objective {
  private static final long serialVersionUID = 1L;

  private final Objective inner;
  private final Fault fault;

  public FaultyObjective(Objective inner, Fault fault) {
    this.inner = inner;
    this.fault = fault;
  }

  /** What happens in the middle of a task. */
  public abstract static class Fault implements Serializable {
    private static final long serialVersionUID = 1L;

    public abstract void strike(TaskContext task);

    /** The same, with the sum to which a gradient was added. */
    public void strike(TaskContext task, GradientSum sum) {
      strike(task);
    }
  }

  /** The local property {@value} of a job is added to the first component of its gradients. */
  public static final String POISON = "test.poison";

  /** Gradients are poisoned while the job's {@link #POISON} is a number. */
  public static Fault poisoning() {
    return new Poisoning();
  }

  /** One first attempt in three fails. */
  public static Fault failing(long seed) {
    return new Failing(seed);
  }

  /** One first attempt in {@code oneIn} waits for so long. */
  public static Fault waiting(long seed, int oneIn, long millis) {
    return new Waiting(seed, oneIn, millis);
  }

  /** Counts the gradients of all attempts that succeeded. */
  public static Fault counting(LongAccumulator gradients) {
    return new Counting(gradients);
  }

  /** A task of every {@code oneIn}-th stage ends its executor, as {@code kill -9} does. */
  public static Fault killing(int oneIn) {
    return new Killing(oneIn);
  }

  private static boolean strikes(TaskContext task, long seed, int oneIn) {
    return task.attemptNumber() == 0
        && CounterRandom.below(seed, task.stageId(), task.partitionId(), oneIn) == 0;
  }

  private static final class Failing extends Fault {
    private static final long serialVersionUID = 1L;
    private final long seed;

    Failing(long seed) {
      this.seed = seed;
    }

    @Override
    public void strike(TaskContext task) {
      if (strikes(task, seed, 3)) {
        throw new IllegalStateException("a fault of the test");
      }
    }
  }

  private static final class Waiting extends Fault {
    private static final long serialVersionUID = 1L;
    private final long seed;
    private final int oneIn;
    private final long millis;

    Waiting(long seed, int oneIn, long millis) {
      this.seed = seed;
      this.oneIn = oneIn;
      this.millis = millis;
    }

    @Override
    public void strike(TaskContext task) {
      if (strikes(task, seed, oneIn)) {
        try {
          TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static final class Poisoning extends Fault {
    private static final long serialVersionUID = 1L;

    @Override
    public void strike(TaskContext task) {}

    @Override
    public void strike(TaskContext task, GradientSum sum) {
      String poison = task.getLocalProperty(POISON);
      if (poison != null) {
        sum.gradient()[0] += Double.parseDouble(poison);
      }
    }
  }

  private static final class Counting extends Fault {
    private static final long serialVersionUID = 1L;
    private final LongAccumulator gradients;

    Counting(LongAccumulator gradients) {
      this.gradients = gradients;
    }

    @Override
    public void strike(TaskContext task) {
      gradients.add(1);
    }
  }

  private static final class Killing extends Fault {
    private static final long serialVersionUID = 1L;
    private final int oneIn;

    Killing(int oneIn) {
      this.oneIn = oneIn;
    }

    @Override
    public void strike(TaskContext task) {
      boolean first = task.attemptNumber() == 0 && task.stageAttemptNumber() == 0;
      // The last partition: others of the stage are done by then, and what they left is lost too.
      if (first && task.stageId() % oneIn == 0 && task.partitionId() == task.numPartitions() - 1) {
        kill(ProcessHandle.current());
      }
    }

    private static void kill(ProcessHandle executor) {
      try {
        new ProcessBuilder("kill", "-9", Long.toString(executor.pid())).start().waitFor();
        TimeUnit.SECONDS.sleep(60);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    inner.addGradient(block, rows, parameters, sum);
    fault.strike(TaskContext.get(), sum);
  }

  @Override
  public ParameterLayout layout() {
    return inner.layout();
  }

  @Override
  public boolean canRenumber() {
    return inner.canRenumber();
  }

  @Override
  public Objective withFeatures(int features) {
    return new FaultyObjective(inner.withFeatures(features), fault);
  }

  @Override
  public Objective inTraining(long draw) {
    return new FaultyObjective(inner.inTraining(draw), fault);
  }

  @Override
  public Task task() {
    return inner.task();
  }

  @Override
  public int outputs() {
    return inner.outputs();
  }

  @Override
  public boolean hasProbability() {
    return inner.hasProbability();
  }

  @Override
  public String invalidLabel(double label) {
    return inner.invalidLabel(label);
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    inner.raw(block, row, parameters, raw);
  }

  @Override
  public double loss(double[] raw, double label) {
    return inner.loss(raw, label);
  }

  @Override
  public double predict(double[] raw, double[] probability) {
    return inner.predict(raw, probability);
  }

  @Override
  public double[] initialParameters(long seed) {
    return inner.initialParameters(seed);
  }
}
