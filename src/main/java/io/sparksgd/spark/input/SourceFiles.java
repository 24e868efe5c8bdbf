package io.sparksgd.spark.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;

/** The files behind paths. */
final class SourceFiles {
  private final Configuration configuration;

  SourceFiles(SparkSession spark) {
    configuration = spark.sparkContext().hadoopConfiguration();
  }

  /**
   * The paths, each one once.
   *
   * @throws InputException if a path matches nothing
   */
  List<String> existing(List<String> paths) throws InputException {
    if (paths.isEmpty()) {
      throw new InputException("Invalid data: no path (allowed: files, directories or globs)");
    }
    for (String text : paths) {
      FileStatus[] found;
      try {
        Path path = new Path(text);
        found = path.getFileSystem(configuration).globStatus(path);
      } catch (IOException | RuntimeException e) {
        throw Failures.unreadable(text, e);
      }
      if (found == null || found.length == 0) {
        throw new InputException(
            "Invalid data: " + text + " (no such file; allowed: a file, a directory or a glob)");
      }
    }
    return new ArrayList<>(new LinkedHashSet<>(paths));
  }

  /** A file of Spark's metadata as users write it. */
  static String show(String file) {
    URI uri = URI.create(file);
    return "file".equals(uri.getScheme()) ? uri.getPath() : new Path(uri).toString();
  }

  /**
   * The line number of the {@code number}-th line that is not blank; both count from 1. Empty when
   * the file has fewer.
   */
  OptionalLong lineOf(String file, long number) {
    Path path = new Path(URI.create(file));
    try (BufferedReader lines = open(path)) {
      long line = 0;
      long seen = 0;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        seen += text.isBlank() ? 0 : 1;
        if (seen == number) {
          return OptionalLong.of(line);
        }
      }
    } catch (IOException e) {
      // The row number is still known.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private BufferedReader open(Path path) throws IOException {
    InputStream raw = path.getFileSystem(configuration).open(path);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    InputStream bytes = codec == null ? raw : codec.createInputStream(raw);
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }
}
