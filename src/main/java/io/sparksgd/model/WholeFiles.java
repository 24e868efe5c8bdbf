package io.sparksgd.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes files and folders that appear completely or not at all. They get a temporary name beside
 * their place, and are renamed at the end.
 */
public final class WholeFiles {
  private final FileSystem files;

  private WholeFiles(FileSystem files) {
    this.files = files;
  }

  /** The file system of a path; the local one without the checksum files that nobody reads. */
  public static WholeFiles of(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return new WholeFiles(files instanceof LocalFileSystem local ? local.getRaw() : files);
  }

  public FileSystem fileSystem() {
    return files;
  }

  /** Fills a stream or a folder. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T to) throws IOException;
  }

  /** Writes a file; an existing one stays if writing fails. */
  public void file(Path path, Writer<OutputStream> writer) throws IOException {
    Path temporary = temporary(path);
    try {
      try (OutputStream out = files.create(temporary, true)) {
        writer.write(out);
      } catch (FSError e) {
        throw refused(path, e);
      }
      files.delete(path, false);
      rename(temporary, path);
    } finally {
      files.delete(temporary, false);
    }
  }

  /**
   * Writes a folder.
   *
   * @throws IOException if {@code path} exists already
   */
  public void folder(Path path, Writer<Path> writer) throws IOException {
    checkAbsent(path);
    Path temporary = temporary(path);
    try {
      files.mkdirs(temporary);
      writer.write(temporary);
      // A rename would move the folder into one that has appeared meanwhile.
      checkAbsent(path);
      rename(temporary, path);
    } catch (FSError e) {
      throw refused(path, e);
    } finally {
      files.delete(temporary, true);
    }
  }

  private void checkAbsent(Path path) throws IOException {
    if (files.exists(path)) {
      throw new IOException("Invalid folder: " + path + " exists already");
    }
  }

  /** Hadoop's local file system throws an error for what a disk refuses, as when it is full. */
  private static IOException refused(Path path, FSError e) {
    String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return new IOException("Cannot write " + path + ": " + reason, e);
  }

  /** Not of the path's own name: Hadoop has no inner names with colons. */
  private static Path temporary(Path path) {
    return new Path(path.getParent(), ".sgd-" + UUID.randomUUID() + ".tmp");
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to);
    }
  }
}
