package io.sparksgd.checkpoint;

import io.sparksgd.checkpoint.Manifest.Entry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of one run, which may have taken several attempts:
 *
 * <pre>
 * attempt-000002                         the newest attempt; the file names its run
 * attempt-000001-step-000000001000/
 *     memory/                            the partitions' states, as the partitions wrote them
 *     state.bin                          the state of the driver
 *     manifest                           written last: names, lengths and SHA-256 of the files
 * </pre>
 */
public final class CheckpointFolder {
  static final String STATE = "state.bin";
  static final String MEMORY = "memory";
  private static final int MOST_ATTEMPT_BYTES = 1 << 16;
  private static final Pattern CHECKPOINT =
      Pattern.compile("attempt-([0-9]{6,18})-step-([0-9]{12,18})");
  private static final Pattern ATTEMPT = Pattern.compile("attempt-([0-9]{6,18})");

  private final Path folder;
  private final Storage storage;

  private CheckpointFolder(Path folder, Storage storage) {
    this.folder = folder;
    this.storage = storage;
  }

  /** The checkpoints in this folder, which need not exist. */
  public static CheckpointFolder at(Path folder, Configuration configuration) throws IOException {
    Path place = folder.getFileSystem(configuration).makeQualified(folder);
    return new CheckpointFolder(place, Storage.of(place, configuration));
  }

  /** The same on another storage. */
  static CheckpointFolder on(Path folder, Storage storage) {
    return new CheckpointFolder(folder, storage);
  }

  /**
   * A place for a checkpoint.
   *
   * @param attempt the run that writes it
   */
  record Place(long attempt, long step) {
    static final Comparator<Place> OLDEST_FIRST =
        Comparator.comparingLong(Place::attempt).thenComparingLong(Place::step);

    String name() {
      return String.format(Locale.ROOT, "attempt-%06d-step-%012d", attempt, step);
    }
  }

  Path folder() {
    return folder;
  }

  Storage storage() {
    return storage;
  }

  Path path(Place place) {
    return new Path(folder, place.name());
  }

  /** Places of checkpoints, complete or not, from the oldest attempt and step to the newest. */
  List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    for (String name : storage.list(folder)) {
      Matcher parts = CHECKPOINT.matcher(name);
      if (parts.matches()) {
        places.add(new Place(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
      }
    }
    places.sort(Place.OLDEST_FIRST);
    return places;
  }

  boolean hasManifest(Place place) throws IOException {
    return storage.exists(new Path(path(place), Manifest.NAME));
  }

  static String attemptName(long attempt) {
    return String.format(Locale.ROOT, "attempt-%06d", attempt);
  }

  /** Numbers of the attempts that are on record. */
  List<Long> attempts() throws IOException {
    List<Long> attempts = new ArrayList<>();
    for (String name : storage.list(folder)) {
      Matcher number = ATTEMPT.matcher(name);
      if (number.matches()) {
        attempts.add(Long.parseLong(number.group(1)));
      }
    }
    return attempts;
  }

  /** Whether one of the recorded attempts belongs to this run. */
  public boolean wrote(String run) throws IOException {
    // Looks at all records, because the newest attempt may have been killed while it wrote its own.
    for (long attempt : attempts()) {
      Path record = new Path(folder, attemptName(attempt));
      if (!storage.isFile(record)) {
        continue;
      }
      try (InputStream in = storage.open(record)) {
        byte[] content = in.readNBytes(MOST_ATTEMPT_BYTES);
        if (run.equals(new String(content, StandardCharsets.UTF_8))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The newest complete checkpoint.
   *
   * @param warnings receives a message for every newer, damaged one
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
    List<Place> places = places();
    for (int i = places.size() - 1; i >= 0; i--) {
      Place place = places.get(i);
      if (!hasManifest(place)) {
        // An unfinished save needs no warning.
        continue;
      }
      try {
        return Optional.of(load(place));
      } catch (DamagedException e) {
        warnings.accept(e.getMessage() + "; using the one before");
      }
    }
    return Optional.empty();
  }

  /** Every complete checkpoint, the newest first. */
  public List<Checkpoint> all(Consumer<String> warnings) throws IOException {
    List<Checkpoint> all = new ArrayList<>();
    for (Place place : places()) {
      if (hasManifest(place)) {
        try {
          all.add(0, load(place));
        } catch (DamagedException e) {
          warnings.accept(e.getMessage());
        }
      }
    }
    return all;
  }

  private Checkpoint load(Place place) throws IOException {
    Path at = path(place);
    checkIsNoFolder(new Path(at, Manifest.NAME));
    try {
      Manifest manifest = manifest(at);
      List<Path> memory = new ArrayList<>();
      long bytes = 0;
      for (Entry file : manifest.files()) {
        Path path = new Path(at, file.name());
        checkIsNoFolder(path);
        if (!file.equals(entry(path, file.name()))) {
          throw new DamagedException("Invalid checkpoint: " + path + " is damaged (SHA-256)");
        }
        bytes += file.length();
        memory.add(path);
      }
      Path state = memory.remove(0);
      try (InputStream in = storage.open(state)) {
        RunState read = StateFile.read(in, manifest.files().get(0).length(), state.toString());
        return new Checkpoint(at, place.attempt(), read, memory, bytes);
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new DamagedException("Invalid checkpoint: " + at + " is incomplete");
    }
  }

  private void checkIsNoFolder(Path path) throws IOException {
    if (storage.exists(path) && !storage.isFile(path)) {
      throw new DamagedException("Invalid checkpoint: " + path + " is a folder, not a file");
    }
  }

  private Manifest manifest(Path at) throws IOException {
    Path path = new Path(at, Manifest.NAME);
    try (InputStream in = storage.open(path)) {
      return Manifest.parse(in.readNBytes(Manifest.MOST_BYTES), path.toString());
    }
  }

  /** The entry of a file in a manifest. */
  Entry entry(Path path, String name) throws IOException {
    MessageDigest sha256 = Manifest.sha256();
    long length = 0;
    try (InputStream in = new DigestInputStream(storage.open(path), sha256)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        length += n;
      }
    }
    return new Entry(name, length, HexFormat.of().formatHex(sha256.digest()));
  }
}
