package io.sparksgd.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The local file system under another name, of which one operation fails. */
public final class FaultyFileSystem extends RawLocalFileSystem {
  /** What goes wrong. */
  enum Fault {
    RENAME_FALSE,
    RENAME_THROWS,
    CREATE_THROWS,
    OUT_OF_SPACE,
    MKDIRS_FALSE
  }

  private static Fault fault;
  private static int left;

  static void failAt(Fault what, int operation) {
    fault = what;
    left = operation;
  }

  static void heal() {
    fault = null;
  }

  private static boolean fails(Fault what) {
    return fault == what && left-- == 0;
  }

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (fails(Fault.RENAME_THROWS)) {
      throw new IOException("rename failed");
    }
    return !fails(Fault.RENAME_FALSE) && super.rename(from, to);
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    return !fails(Fault.MKDIRS_FALSE) && super.mkdirs(folder);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (fails(Fault.CREATE_THROWS)) {
      throw new IOException("create failed");
    }
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    return fails(Fault.OUT_OF_SPACE) ? new FSDataOutputStream(full(out), null) : out;
  }

  private static OutputStream full(OutputStream out) {
    return new OutputStream() {
      private int space = 40;

      @Override
      public void write(int value) throws IOException {
        if (space-- == 0) {
          throw new IOException("No space left on device");
        }
        out.write(value);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }
}
