package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.Claim;
import io.sparksgd.cli.folder.ModelPlace;
import io.sparksgd.cli.folder.OutputFolder;
import io.sparksgd.cli.folder.PathFailure;
import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.folder.RunMarker;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.JobConfig;
import io.sparksgd.launch.InitialModel;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Checks all paths of a job, before Spark starts and before any data is read. */
public final class JobPlaces {
  private JobPlaces() {}

  /**
   * Checks that the outputs of the job can be written, and that its initial model exists. Leaves
   * nothing behind.
   *
   * @throws WrongInputException if not
   */
  public static void check(JobConfig job, Configuration configuration)
      throws IOException, WrongInputException {
    Place output = Place.of("output", job.output(), configuration);
    if (job.checkpoint().dir().isPresent()) {
      Place saved = Place.of("checkpoint.dir", job.checkpoint().dir().get(), configuration);
      saved.checkWritable();
      OutputFolder.checkApart(output, saved);
    } else if (!isClaimed(output)) {
      Claim.checkAbsent(output);
    }
    if (!output.exists()) {
      output.checkWritable();
    }
    checkInitial(job, configuration);
  }

  private static boolean isClaimed(Place output) throws IOException, WrongInputException {
    try {
      return RunMarker.in(output).isPresent();
    } catch (IOException | RuntimeException e) {
      String begin = "Invalid " + output.key() + ": " + output.text() + " cannot be read: ";
      throw PathFailure.of(e).refusal(begin);
    }
  }

  /**
   * Checks that the initial model exists, and has the job's columns.
   *
   * @throws WrongInputException if not, or the path cannot be used
   */
  public static void checkInitial(JobConfig job, Configuration configuration)
      throws IOException, WrongInputException {
    if (job.model().init().isPresent()) {
      String path = job.model().init().get();
      new InitialModel(ModelPlace.load("model.init", path, configuration), Optional.of(path))
          .checkColumns(job);
    }
  }
}
