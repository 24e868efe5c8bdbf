package io.sparksgd.cli.folder;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.JobConfig;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder beside the output that receives bad rows. It has a marker of that output, so that a
 * run neither reads nor extends a folder of others. If there are no bad rows, the folder is
 * removed.
 */
public final class BadRowsFolder {
  private static final String ENDING = "-bad-rows";

  private final Optional<Claim> claim;

  private BadRowsFolder(Optional<Claim> claim) {
    this.claim = claim;
  }

  /** The folder's path, derived from that of the output. */
  public static String of(String output) {
    return new Path(output).toString() + ENDING;
  }

  /**
   * Claims the folder for the output, if the job quarantines bad rows.
   *
   * @throws WrongInputException if the folder belongs to another run, or cannot be made
   */
  public static BadRowsFolder claim(JobConfig job, Configuration configuration)
      throws IOException, WrongInputException {
    if (job.data().badRows() != BadRows.QUARANTINE) {
      return new BadRowsFolder(Optional.empty());
    }
    Place output = Place.of("output", job.output(), configuration);
    Place place = Place.of("data.bad-rows: quarantine", of(job.output()), configuration);
    Optional<RunMarker> earlier =
        RunMarker.in(place)
            .filter(marker -> marker.owner().equals(output.identity()))
            .filter(marker -> marker.place().equals(place.identity()));
    return new BadRowsFolder(
        Optional.of(
            earlier.isPresent()
                ? Claim.again(place, earlier.get())
                : Claim.anew(place, output.identity())));
  }

  /** Removes the folder if it got no row. */
  public void giveBack() {
    claim.ifPresent(Claim::giveBack);
  }
}
