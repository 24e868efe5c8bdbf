package io.sparksgd.round;

import io.sparksgd.task.PartitionState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The file of a partition's state: magic and version, updates, the arrays with their lengths
 * (residual, then the slots), all big-endian, and a CRC-32 of everything before it. Contributions
 * are not saved, because the driver has received them.
 */
final class SavedState {
  private static final int MAGIC = 0x5347444d;
  private static final int VERSION = 1;
  private static final int MOST_SLOTS = 64;

  private SavedState() {}

  /** Makes a folder that may exist. */
  static void makeFolder(Path folder, Configuration configuration) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    if (files instanceof LocalFileSystem local) {
      Files.createDirectories(local.pathToFile(folder).toPath());
    } else if (!files.mkdirs(folder)) {
      throw new IOException("Cannot make the folder " + folder);
    }
  }

  /**
   * Makes a file that must not exist. On a local disk it does not use Hadoop, which would start a
   * process for the permissions of the file, and write a file of checksums beside it.
   */
  private static OutputStream create(Path file, Configuration configuration) throws IOException {
    FileSystem files = file.getFileSystem(configuration);
    return files instanceof LocalFileSystem local
        ? Files.newOutputStream(
            local.pathToFile(file).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)
        : files.create(file, false);
  }

  static void write(PartitionState state, Path file, Configuration configuration)
      throws IOException {
    try (OutputStream stream = new BufferedOutputStream(create(file, configuration))) {
      write(state, stream);
    }
  }

  static void write(PartitionState state, OutputStream stream) throws IOException {
    CRC32 sum = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(stream, sum));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(state.updates());
    write(state.residual(), out);
    out.writeInt(state.slots().length);
    for (double[] slot : state.slots()) {
      write(slot, out);
    }
    out.writeLong(sum.getValue());
    out.flush();
  }

  private static void write(double[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES);
    buffer.asDoubleBuffer().put(values);
    out.write(buffer.array());
  }

  static PartitionState read(Path file, Configuration configuration) throws IOException {
    FileSystem files = file.getFileSystem(configuration);
    long length = files.getFileStatus(file).getLen();
    try (InputStream stream = new BufferedInputStream(files.open(file))) {
      return read(stream, length, file.toString());
    }
  }

  /**
   * Reads a state.
   *
   * @param length of the file
   * @param file its name in messages
   */
  static PartitionState read(InputStream stream, long length, String file) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32());
    try {
      DataInputStream in = new DataInputStream(checked);
      check(in.readInt() == MAGIC && in.readInt() == VERSION, file);
      long updates = in.readLong();
      double[] residual = read(in, length, file);
      int count = in.readInt();
      check(count >= 0 && count <= MOST_SLOTS, file);
      double[][] slots = new double[count][];
      for (int s = 0; s < count; s++) {
        slots[s] = read(in, length, file);
      }
      long expected = checked.getChecksum().getValue();
      check(in.readLong() == expected && in.read() < 0, file);
      return new PartitionState(residual, slots, updates, null);
    } catch (EOFException e) {
      throw damaged(file);
    }
  }

  private static double[] read(DataInputStream in, long fileLength, String file)
      throws IOException {
    int length = in.readInt();
    check(length >= 0 && (long) length * Double.BYTES <= fileLength, file);
    byte[] bytes = new byte[length * Double.BYTES];
    in.readFully(bytes);
    double[] values = new double[length];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    return values;
  }

  private static void check(boolean valid, String file) throws IOException {
    if (!valid) {
      throw damaged(file);
    }
  }

  private static IOException damaged(String file) {
    return new IOException("Invalid state of a partition: " + file + " is damaged");
  }
}
