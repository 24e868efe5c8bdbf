package io.sparksgd.input.source;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;

/**
 * How much there is to read, without reading it: the bytes of the files, and their rows; those of
 * Parquet and ORC as the files say, those of text by the lines at the begin of three files.
 *
 * @param files number of files
 * @param bytes as stored
 * @param rows about
 */
public record InputSize(int files, long bytes, long rows) {
  /** Text that is looked at in a file. */
  private static final int PROBE = 4 << 20;

  /**
   * Looks at files.
   *
   * @throws InputException if a path matches nothing or cannot be read
   */
  public static InputSize of(SparkSession spark, List<String> paths, Format format)
      throws InputException {
    InputPaths found = InputPaths.of(spark, paths);
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    try {
      List<FileStatus> files = found.files();
      long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
      long rows =
          format.isText()
              ? Math.round(bytes * linesPerByte(files, configuration))
              : found.reader(spark).format(format.key()).load(found.roots()).count();
      return new InputSize(files.size(), bytes, rows);
    } catch (IOException e) {
      throw Failures.unreadable(Source.nameOf(paths), e);
    }
  }

  private static double linesPerByte(List<FileStatus> files, Configuration configuration)
      throws IOException {
    long lines = 0;
    long bytes = 0;
    for (int at : new TreeSet<>(List.of(0, files.size() / 2, Math.max(0, files.size() - 1)))) {
      if (at < files.size()) {
        Probe probe = Probe.of(files.get(at), configuration);
        lines += probe.lines;
        bytes += probe.bytes;
      }
    }
    return bytes == 0 ? 0 : (double) lines / bytes;
  }

  /** Lines at the begin of a file, and the stored bytes that they take. */
  private record Probe(long lines, long bytes) {
    static Probe of(FileStatus file, Configuration configuration) throws IOException {
      Path path = file.getPath();
      CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
      try (FSDataInputStream raw = path.getFileSystem(configuration).open(path);
          InputStream text = codec == null ? raw : codec.createInputStream(raw)) {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        int last = '\n';
        for (long seen = 0; seen < PROBE; ) {
          int length = text.read(buffer);
          if (length < 0) {
            return new Probe(last == '\n' ? lines : lines + 1, file.getLen());
          }
          for (int i = 0; i < length; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
          }
          seen += length;
          last = length > 0 ? buffer[length - 1] : last;
        }
        return new Probe(lines, raw.getPos());
      }
    }
  }
}
