package io.sparksgd.cli.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that says to which run a folder belongs. A run removes and overwrites only in folders with
 * its own marker.
 *
 * @param run drawn at random; attempts of a run share it
 * @param place identity of the folder's own path: a copy of it belongs to nobody
 * @param owner identity of the checkpoint folder, or of what else the attempts share; {@code -} if
 *     there are no other attempts
 */
public record RunMarker(String run, String place, String owner) {
  /** Begins with a dot: readers of data skip it. */
  static final String NAME = ".sgd-run";

  /** The owner of a folder that no other attempt may take over. */
  public static final String NO_OTHERS = "-";

  private static final String FORMAT = "spark-sgd-run 1";
  private static final int MOST_BYTES = 4096;

  private static Path file(Place folder) {
    return new Path(folder.path(), NAME);
  }

  /** The marker in a folder; empty if there is none that can be read. */
  public static Optional<RunMarker> in(Place folder) throws IOException {
    try (InputStream in = folder.files().open(file(folder))) {
      List<String> lines =
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).lines().toList();
      return lines.size() == 4 && lines.get(0).equals(FORMAT)
          ? Optional.of(new RunMarker(lines.get(1), lines.get(2), lines.get(3)))
          : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Puts this marker into a new folder. */
  void create(FileSystem files, Path folder) throws IOException {
    try (FSDataOutputStream out = files.create(new Path(folder, NAME), false)) {
      out.write(String.join("\n", FORMAT, run, place, owner, "").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Removes the marker from a folder. */
  static void remove(Place folder) throws IOException {
    folder.files().delete(file(folder), false);
  }
}
