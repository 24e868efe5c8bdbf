package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.RunMarker;
import io.sparksgd.config.Secrets;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a command. It takes every setting from spark-submit; without one it is local
 * and listens on the loopback interface only. A session that was there before stays.
 */
public final class Session implements AutoCloseable {
  private final SparkSession spark;
  private final boolean own;

  private Session(SparkSession spark, boolean own) {
    this.spark = spark;
    this.own = own;
  }

  public static Session open(String name) {
    boolean own = SparkSession.getDefaultSession().isEmpty();
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster("local[*]");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    if (conf.get("spark.master").startsWith("local")) {
      // Otherwise a task that runs out of memory would end the process without our message.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    // Rows stay where they were packed, so an executor that registers later would get none.
    conf.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    // Spark's pages and its event log show plans with their paths.
    conf.setIfMissing("spark.redaction.string.regex", Secrets.pathPattern());
    conf.setIfMissing("spark.app.name", name);
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    return new Session(spark, own);
  }

  /** Hadoop's settings as a session will have them, for checks before there is a session. */
  public static Configuration hadoopSettings() {
    return SparkSession.getDefaultSession().isEmpty()
        ? SparkHadoopUtil.get().newConfiguration(new SparkConf())
        : SparkSession.getDefaultSession().get().sparkContext().hadoopConfiguration();
  }

  /**
   * The identity that the attempts of an application on YARN share; {@code -} where there is only
   * one attempt.
   */
  public String attempts() {
    return spark.sparkContext().applicationAttemptId().isDefined()
        ? spark.sparkContext().applicationId()
        : RunMarker.NO_OTHERS;
  }

  public SparkSession spark() {
    return spark;
  }

  public Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  @Override
  public void close() {
    if (own) {
      spark.stop();
    }
  }
}
