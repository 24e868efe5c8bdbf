package io.sparksgd.bench;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Starts Spark as scripts/sgd does: on loopback, with its settings for large models. */
final class BenchSpark {
  private BenchSpark() {}

  /** A session; the caller stops it. */
  static SparkSession start(String master) {
    Path home = Path.of(System.getenv("BENCH_HOME"));
    String classes = home.resolve("target/classes") + ":" + home.resolve("target/test-classes");
    SparkSession session =
        SparkSession.builder()
            .master(master)
            .appName("spark-sgd benchmarks")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.broadcast.compress", "false")
            .config("spark.broadcast.checksum", "false")
            .config("spark.broadcast.blockSize", "1m")
            .config("spark.task.maxDirectResultSize", "64m")
            .config("spark.driver.maxResultSize", "0")
            .config("spark.sql.shuffle.partitions", "2")
            // local-cluster: the executors are other processes of this machine.
            .config("spark.executor.extraClassPath", classes)
            .config("spark.executor.extraJavaOptions", "-Xms1g -XX:+AlwaysPreTouch")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }
}
