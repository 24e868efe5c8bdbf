package io.sparksgd.cli.job;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.input.format.InputException;
import io.sparksgd.launch.FileRows;
import io.sparksgd.launch.InitialModel;
import io.sparksgd.launch.Launch;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.spark.sql.SparkSession;

/** Reads the rows of a job file, and tells a terminal how far the reading is. */
public final class JobLaunch {
  private JobLaunch() {}

  /** Loads the initial model and reads the rows. */
  public static Launch open(SparkSession spark, JobConfig job, FileRows rows, PrintStream err)
      throws IOException, InputException {
    err.println("Reading " + Secrets.hidden(String.join(", ", job.data().train())) + " ...");
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      return Launch.open(
          job, rows, InitialModel.load(job, spark.sparkContext().hadoopConfiguration()));
    } finally {
      progress.close();
    }
  }
}
