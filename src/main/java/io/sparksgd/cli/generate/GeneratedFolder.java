package io.sparksgd.cli.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder that appears under its name only once it is whole. */
final class GeneratedFolder implements AutoCloseable {

  private final FileSystem files;
  private final Path target;
  private final Path unfinished;

  private GeneratedFolder(FileSystem files, Path target, Path unfinished) {
    this.files = files;
    this.target = target;
    this.unfinished = unfinished;
  }

  /**
   * Makes a hidden folder beside {@code out} to write into.
   *
   * @throws GenerateException if {@code out} exists
   */
  static GeneratedFolder open(String out, Configuration configuration) throws IOException {
    Path given = parse(out);
    FileSystem files = given.getFileSystem(configuration);
    Path target = files.makeQualified(given);
    GeneratedFolder folder =
        new GeneratedFolder(
            files, target, new Path(target.getParent(), ".sgd-" + UUID.randomUUID()));
    folder.checkAbsent();
    if (!files.mkdirs(folder.unfinished)) {
      throw new IOException("Cannot make the folder " + folder.unfinished);
    }
    // For a run that is interrupted.
    files.deleteOnExit(folder.unfinished);
    return folder;
  }

  private static Path parse(String out) {
    try {
      return new Path(out);
    } catch (IllegalArgumentException e) {
      throw new GenerateException("Invalid out: " + out + " (" + e.getMessage() + ")");
    }
  }

  /** Where to write: an empty folder. */
  String path() {
    return unfinished.toString();
  }

  /** Adds a file. */
  void write(String name, byte[] content) throws IOException {
    try (OutputStream stream = files.create(new Path(unfinished, name))) {
      stream.write(content);
    }
  }

  /** Gives the folder its name. */
  void commit() throws IOException {
    // A rename onto a folder that exists would move this one into it.
    checkAbsent();
    if (!files.rename(unfinished, target)) {
      throw new IOException("Cannot rename " + unfinished + " to " + target);
    }
  }

  /** Without a {@link #commit} before it, leaves nothing behind. */
  @Override
  public void close() throws IOException {
    files.delete(unfinished, true);
    files.cancelDeleteOnExit(unfinished);
  }

  private void checkAbsent() throws IOException {
    if (files.exists(target)) {
      throw new GenerateException(
          "Invalid out: " + target + " (it exists already; remove it or choose another name)");
    }
  }
}
