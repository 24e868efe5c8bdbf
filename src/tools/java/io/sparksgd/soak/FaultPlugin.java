package io.sparksgd.soak;

import io.sparksgd.math.CounterRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.util.TaskCompletionListener;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Faults inside executors, in tasks of any job: Spark makes it by name, {@code spark.plugins}.
 * Which attempts it hits is a function of the seed, the stage, the partition and the attempt.
 */
public final class FaultPlugin implements SparkPlugin {
  static final String SEED = "spark.soak.seed";

  /** One attempt in so many does its work and fails then; 0: none. */
  static final String FAIL = "spark.soak.fail-one-in";

  /** One attempt in so many waits for a second before its work; 0: none. */
  static final String WAIT = "spark.soak.wait-one-in";

  /** Before one attempt in so many a cached block of its executor is dropped; 0: none. */
  static final String DROP = "spark.soak.drop-one-in";

  /** Made by Spark. */
  public FaultPlugin() {}

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {};
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Faults();
  }

  private static final class Faults implements ExecutorPlugin {
    private long seed;
    private int failOneIn;
    private int waitOneIn;
    private int dropOneIn;

    @Override
    public void init(PluginContext context, Map<String, String> more) {
      SparkConf conf = context.conf();
      seed = conf.getLong(SEED, 0);
      failOneIn = conf.getInt(FAIL, 0);
      waitOneIn = conf.getInt(WAIT, 0);
      dropOneIn = conf.getInt(DROP, 0);
    }

    @Override
    public void onTaskStart() {
      TaskContext task = TaskContext.get();
      if (strikes(task, 2, dropOneIn)) {
        drop(draw(task, 3, Integer.MAX_VALUE));
      }
      if (strikes(task, 1, waitOneIn)) {
        pause();
      }
      if (strikes(task, 0, failOneIn)) {
        task.addTaskCompletionListener(new Failure());
      }
    }

    private boolean strikes(TaskContext task, int purpose, int oneIn) {
      return oneIn > 0 && draw(task, purpose, oneIn) == 0;
    }

    private long draw(TaskContext task, int purpose, int bound) {
      long attempt = 1000L * task.partitionId() + task.attemptNumber();
      return CounterRandom.below(seed + purpose, task.stageId(), attempt, bound);
    }

    private static void drop(long draw) {
      BlockManager blocks = SparkEnv.get().blockManager();
      List<BlockId> cached =
          CollectionConverters.asJava(blocks.getMatchingBlockIds(BlockId::isRDD));
      if (!cached.isEmpty()) {
        blocks.removeBlock(cached.get((int) (draw % cached.size())), true);
      }
    }

    private static void pause() {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Fails the task once its work is done. */
  private static final class Failure implements TaskCompletionListener {
    @Override
    public void onTaskCompletion(TaskContext task) {
      throw new IllegalStateException("a fault of the soak");
    }
  }
}
