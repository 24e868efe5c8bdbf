package io.sparksgd.input.source;

import io.sparksgd.data.BadRowException;
import io.sparksgd.data.CsvRecords;
import io.sparksgd.data.CsvText;
import io.sparksgd.data.CsvText.Opening;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;

/** The files behind paths. */
public final class SourceFiles {
  private final Configuration configuration;

  SourceFiles(SparkSession spark) {
    configuration = spark.sparkContext().hadoopConfiguration();
  }

  /** A file of Spark's metadata as users write it. */
  public static String show(String file) {
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

  /** A text without the byte order mark with which files of some programs begin. */
  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * The cells of the first record of the first file that has one; none when all are blank.
   *
   * @throws BadRowException if its quotes are wrong
   */
  List<String> firstCells(String[] files, CsvText csv) throws IOException, BadRowException {
    for (String file : Arrays.stream(files).sorted().toList()) {
      try (TextLines lines = new TextLines(open(new Path(URI.create(file))))) {
        CsvRecords records = new CsvRecords(csv, lines, Opening.RECORD, "");
        if (records.hasNext()) {
          return csv.cells(records.next());
        }
      }
    }
    return List.of();
  }

  /** The number of the line in which a record begins; both count from 1, blank ones are none. */
  OptionalLong lineOf(String file, long record, CsvText csv) {
    try (TextLines lines = new TextLines(open(new Path(URI.create(file))))) {
      CsvRecords records = new CsvRecords(csv, lines, Opening.RECORD, "");
      for (long seen = 1; records.hasNext(); seen++) {
        records.next();
        if (seen == record) {
          return OptionalLong.of(records.line());
        }
      }
    } catch (IOException | UncheckedIOException e) {
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
