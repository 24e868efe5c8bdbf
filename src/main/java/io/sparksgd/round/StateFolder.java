package io.sparksgd.round;

import io.sparksgd.config.Secrets;
import io.sparksgd.plan.InvalidPlanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;

/** The folder of one run for saved states; it is made when the first ones are saved. */
final class StateFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private final SparkContext context;

  /** Empty for a temporary folder of this machine. */
  private final Optional<String> prefix;

  /** Null before the first save. */
  private String folder;

  private long saves;

  /** Hadoop's settings for the executors; null before the first save. */
  private Broadcast<SerializableConfiguration> configuration;

  /**
   * A folder that does not exist yet.
   *
   * @param scratch prefix of its name, where all executors see it
   * @throws InvalidPlanException if there is no such folder
   */
  StateFolder(SparkContext context, Optional<String> scratch) {
    this.context = context;
    this.prefix = prefix(context, scratch);
  }

  private static Optional<String> prefix(SparkContext context, Optional<String> scratch) {
    if (scratch.isPresent()) {
      return scratch;
    }
    if (context.getCheckpointDir().isDefined()) {
      return Optional.of(context.getCheckpointDir().get() + "/spark-sgd-rounds");
    }
    if (!context.isLocal()) {
      throw new InvalidPlanException(
          "The partitions' state needs a folder that all executors see: set output to a shared file"
              + " system, or give the Spark context a checkpoint directory");
    }
    return Optional.empty();
  }

  /** The path of the next save. */
  String next() {
    if (folder == null) {
      folder = make();
    }
    return folder + "/" + saves++;
  }

  private String make() {
    if (prefix.isPresent()) {
      // Several runs may have the same prefix at the same time.
      return prefix.get() + "-" + UUID.randomUUID();
    }
    try {
      return Files.createTempDirectory("spark-sgd-rounds").toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  Broadcast<SerializableConfiguration> configuration() {
    if (configuration == null) {
      configuration =
          context.broadcast(
              new SerializableConfiguration(context.hadoopConfiguration()),
              ClassTag.<SerializableConfiguration>apply(SerializableConfiguration.class));
    }
    return configuration;
  }

  /** Removes a save; a failure is only logged. */
  void remove(String path) {
    try {
      Path old = new Path(path);
      FileSystem files = old.getFileSystem(context.hadoopConfiguration());
      files.delete(old, true);
    } catch (IOException e) {
      LOG.warn(Secrets.hidden("Cannot remove " + path + ": " + e.getMessage()));
    }
  }

  /** Removes the folder. */
  @Override
  public void close() {
    // A stopped context has freed the broadcast already.
    if (configuration != null && !context.isStopped()) {
      configuration.destroy();
    }
    if (folder != null) {
      remove(folder);
    }
  }
}
