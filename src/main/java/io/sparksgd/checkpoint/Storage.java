package io.sparksgd.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The few operations of a file system that checkpoints need. When a method returns, its data is on
 * the disk.
 */
interface Storage {

  /** The storage of a path: this machine's is written by Java itself, as Hadoop does not sync. */
  static Storage of(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return "file".equals(files.getUri().getScheme())
        ? new LocalStorage(files)
        : new HadoopStorage(files);
  }

  /** Writes bytes. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The names in a folder; none when it does not exist. */
  List<String> list(Path folder) throws IOException;

  boolean exists(Path path) throws IOException;

  /** Whether there is a file, not a folder or nothing. */
  boolean isFile(Path path) throws IOException;

  InputStream open(Path file) throws IOException;

  void makeFolder(Path folder) throws IOException;

  /** Writes a file, also over an existing one. */
  void write(Path file, Content content) throws IOException;

  /** Writes a file unless it exists. */
  boolean create(Path file, byte[] content) throws IOException;

  /** Forces a file of another writer to the disk. */
  void sync(Path file) throws IOException;

  /**
   * Renames a file; an existing one of that name is replaced.
   *
   * @throws IOException if that did not happen
   */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file or a folder with all that is in it. */
  void delete(Path path) throws IOException;
}
