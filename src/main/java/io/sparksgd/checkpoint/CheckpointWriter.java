package io.sparksgd.checkpoint;

import io.sparksgd.checkpoint.CheckpointFolder.Place;
import io.sparksgd.checkpoint.Manifest.Entry;
import io.sparksgd.config.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of one attempt of a run. A checkpoint counts once its manifest exists. The
 * manifest is written last, by a rename, and older checkpoints are removed only after that. So
 * there is always a complete checkpoint, whatever happens at whatever moment, even where a rename
 * is a copy.
 */
public final class CheckpointWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  private final CheckpointFolder folder;
  private final Storage storage;
  private final int keep;
  private final long attempt;

  private CheckpointWriter(CheckpointFolder folder, int keep, long attempt) {
    this.folder = folder;
    this.storage = folder.storage();
    this.keep = keep;
    this.attempt = attempt;
  }

  /**
   * Begins an attempt, which ends all earlier ones: their next save fails.
   *
   * @param keep newest checkpoints that are kept
   * @param run the identity of the run; it is recorded
   */
  public static CheckpointWriter claim(CheckpointFolder folder, int keep, String run)
      throws IOException {
    folder.storage().makeFolder(folder.folder());
    byte[] content = run.getBytes(StandardCharsets.UTF_8);
    List<Long> earlier = folder.attempts();
    long attempt = 1;
    for (Place place : folder.places()) {
      attempt = Math.max(attempt, place.attempt() + 1);
    }
    for (long number : earlier) {
      attempt = Math.max(attempt, number + 1);
    }
    try {
      while (!folder.storage().create(path(folder, attempt), content)) {
        attempt++;
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot write to the checkpoint folder " + folder.folder() + ": " + e.getMessage(), e);
    }
    CheckpointWriter writer = new CheckpointWriter(folder, keep, attempt);
    for (long number : earlier) {
      writer.remove(path(folder, number));
    }
    return writer;
  }

  private static Path path(CheckpointFolder folder, long attempt) {
    return new Path(folder.folder(), CheckpointFolder.attemptName(attempt));
  }

  /** Number of this attempt, from 1. */
  public long attempt() {
    return attempt;
  }

  /** Writes the partitions' states. */
  @FunctionalInterface
  public interface Memory {
    /**
     * Makes a folder and writes one file for each partition into it.
     *
     * @return the files' paths in the order of the partitions; none when there is nothing
     */
    List<String> writeTo(String folder);
  }

  /**
   * A checkpoint that was written.
   *
   * @param bytes of all its files
   */
  public record Saved(Path folder, long bytes) {}

  /**
   * Saves a state.
   *
   * @throws IOException if that was not possible; earlier checkpoints stay intact
   * @throws FencedException if another run has taken the folder over
   */
  public Saved save(long step, RunState state, Memory memory) throws IOException {
    return begin(step, memory).finish(state);
  }

  /**
   * Begins a save with the partitions' states. The checkpoint does not count before the save is
   * finished.
   *
   * @throws IOException if that was not possible; earlier checkpoints stay intact
   * @throws FencedException if another run has taken the folder over
   */
  public Pending begin(long step, Memory memory) throws IOException {
    Place place = new Place(attempt, step);
    checkFence();
    Path at = folder.path(place);
    try {
      storage.delete(at);
      storage.makeFolder(at);
      String target = new Path(at, CheckpointFolder.MEMORY).toString();
      return new Pending(place, memory.writeTo(target));
    } catch (IOException | RuntimeException e) {
      remove(at);
      throw e;
    }
  }

  /** A save that has begun. Another thread may finish it. */
  public final class Pending {
    private final Place place;
    private final List<String> memory;

    private Pending(Place place, List<String> memory) {
      this.place = place;
      this.memory = List.copyOf(memory);
    }

    /**
     * Writes the rest of the checkpoint.
     *
     * @throws IOException if that was not possible; earlier checkpoints stay intact
     * @throws FencedException if another run has taken the folder over
     */
    public Saved finish(RunState state) throws IOException {
      try {
        Saved saved = write(place, state, memory);
        retain();
        return saved;
      } catch (IOException | RuntimeException e) {
        // Without its manifest it does not count, and removing it may free the space that the disk
        // lacks.
        remove(folder.path(place));
        throw e;
      }
    }
  }

  private Saved write(Place place, RunState state, List<String> memory) throws IOException {
    Path at = folder.path(place);
    List<Entry> files = new ArrayList<>();
    files.add(state(new Path(at, CheckpointFolder.STATE), state));
    for (String written : memory) {
      Path file = new Path(written);
      storage.sync(file);
      files.add(folder.entry(file, CheckpointFolder.MEMORY + "/" + file.getName()));
    }
    checkFence();
    Path manifest = new Path(at, Manifest.NAME);
    Path beside = new Path(at, Manifest.NAME + ".new");
    byte[] content = new Manifest(files).bytes();
    storage.write(beside, out -> out.write(content));
    storage.rename(beside, manifest);
    return new Saved(at, files.stream().mapToLong(Entry::length).sum());
  }

  private Entry state(Path path, RunState state) throws IOException {
    MessageDigest sha256 = Manifest.sha256();
    Counter counter = new Counter();
    storage.write(
        path,
        out -> {
          counter.out = new DigestOutputStream(out, sha256);
          StateFile.write(state, counter);
        });
    String digest = HexFormat.of().formatHex(sha256.digest());
    return new Entry(CheckpointFolder.STATE, counter.bytes, digest);
  }

  private void checkFence() throws IOException {
    List<Long> attempts = folder.attempts();
    if (attempts.isEmpty()) {
      throw new IOException("The checkpoint folder " + folder.folder() + " is gone");
    }
    long newest = Collections.max(attempts);
    if (newest != attempt) {
      throw new FencedException(
          "Another run has taken over the checkpoint folder "
              + folder.folder()
              + " (attempt "
              + newest
              + "; this is attempt "
              + attempt
              + ")");
    }
  }

  /** Removes all but the newest complete checkpoints, and unfinished ones of earlier attempts. */
  private void retain() throws IOException {
    List<Place> places = folder.places();
    int kept = 0;
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (place.attempt() > attempt || (folder.hasManifest(place) && ++kept <= keep)) {
        continue;
      }
      // Removes the manifest first, so that a half-removed checkpoint does not look complete.
      if (remove(new Path(folder.path(place), Manifest.NAME))) {
        remove(folder.path(place));
      }
    }
  }

  private boolean remove(Path path) {
    try {
      storage.delete(path);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn(Secrets.hidden("Cannot remove " + path + ": " + e.getMessage()));
      return false;
    }
  }

  private static final class Counter extends OutputStream {
    private OutputStream out = OutputStream.nullOutputStream();
    private long bytes;

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] values, int from, int count) throws IOException {
      out.write(values, from, count);
      bytes += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
