package io.sparksgd.testkit;

import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.train.Trainer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/** A Spark with settings of its own, for tests that run in a JVM of their own. */
public final class OwnSpark implements AutoCloseable {
  /** Executors in other processes, one core each. */
  public static final String CLUSTER = "local-cluster[2,1,1024]";

  private static final Pattern EXECUTORS = Pattern.compile("local-cluster\\[(\\d+),1,\\d+]");
  private static final Pattern EXECUTOR =
      Pattern.compile("CoarseGrainedExecutorBackend .*--executor-id (\\S+)");

  private final JavaSparkContext context;
  private final TaskLog log = new TaskLog();

  private OwnSpark(JavaSparkContext context) {
    this.context = context;
    context.sc().addSparkListener(log);
  }

  /**
   * Starts Spark; all the executors are there when it returns.
   *
   * @param settings as {@code key=value}
   */
  public static OwnSpark start(String master, String... settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("spark-sgd tests")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.ui.enabled", "false")
            .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
            .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s")
            // A test that ends executors waits for new ones, which end before the second compiler
            // would pay.
            .set("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
            // Executors do not see the class path of the tests.
            .set(
                "spark.executor.extraClassPath",
                classes(Trainer.class) + ":" + classes(OwnSpark.class))
            // Each executor that a test ends counts.
            .set("spark.deploy.maxExecutorRetries", "-1");
    Matcher executors = EXECUTORS.matcher(master);
    if (executors.matches()) {
      // What Spark's start waits for: without it, for one executor at most.
      conf.set("spark.cores.max", executors.group(1));
    }
    for (String setting : settings) {
      String[] pair = setting.split("=", 2);
      conf.set(pair[0], pair[1]);
    }
    JavaSparkContext context = new JavaSparkContext(conf);
    context.setLogLevel("OFF");
    return new OwnSpark(context);
  }

  /** The folder that a class was loaded from: each Spark line is built into one of its own. */
  private static Path classes(Class<?> one) {
    return Path.of(URI.create(one.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  public JavaSparkContext context() {
    return context;
  }

  public BlockSet blocks(RowBlock all, int... partitionRows) {
    return SharedSpark.blocks(context, all, partitionRows);
  }

  /** What happened to tasks and executors since the start. */
  public TaskLog log() {
    try {
      context.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
    return log;
  }

  /** The processes of the executors that have joined, in the order in which they started. */
  public List<ProcessHandle> executors() {
    List<String> joined = CollectionConverters.asJava(context.sc().getExecutorIds());
    return ProcessHandle.current()
        .descendants()
        .filter(process -> joined.contains(executorId(process)))
        .sorted(Comparator.comparing(process -> process.info().startInstant().orElseThrow()))
        .toList();
  }

  private static String executorId(ProcessHandle process) {
    Matcher matcher = EXECUTOR.matcher(process.info().commandLine().orElse(""));
    return matcher.find() ? matcher.group(1) : "none";
  }

  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
