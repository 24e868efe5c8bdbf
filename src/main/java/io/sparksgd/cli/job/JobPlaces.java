package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.Claim;
import io.sparksgd.cli.folder.ModelPlace;
import io.sparksgd.cli.folder.OutputFolder;
import io.sparksgd.cli.folder.PathFailure;
import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.folder.RunMarker;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.JobConfig;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Looks at all the places that a job names, before Spark starts and anything is read. */
public final class JobPlaces {
  private JobPlaces() {}

  /**
   * Checks that what the job shall write can be written, and that the model to begin with is there;
   * leaves nothing behind.
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
   * Checks that the model to begin with is there, and is of the job's columns.
   *
   * @throws WrongInputException if not, or the path cannot be used
   */
  public static void checkInitial(JobConfig job, Configuration configuration)
      throws IOException, WrongInputException {
    if (job.model().init().isPresent()) {
      String path = job.model().init().get();
      InitialModel.check(job, ModelPlace.load("model.init", path, configuration), path);
    }
  }
}
