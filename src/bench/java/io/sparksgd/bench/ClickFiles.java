package io.sparksgd.bench;

import io.sparksgd.cli.generate.GenerateFormat;
import io.sparksgd.cli.generate.GenerateKind;
import io.sparksgd.cli.generate.GenerateSettings;
import io.sparksgd.cli.generate.Generator;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/**
 * Click logs of the project's generator and the loss to reach, in the working directory: the Spark
 * process writes them, the processes of the other peers read them.
 */
final class ClickFiles {
  static final int FEATURES = 1 << 18;
  private static final long SEED = 20261124;

  private final Path folder;

  ClickFiles(Path folder) {
    this.folder = folder;
  }

  String trainParquet() {
    return folder.resolve("clicks-train").toString();
  }

  String testParquet() {
    return folder.resolve("clicks-test").toString();
  }

  Path trainArrays() {
    return folder.resolve("clicks-train.bin");
  }

  Path testArrays() {
    return folder.resolve("clicks-test.bin");
  }

  private Path targetFile() {
    return folder.resolve("clicks-target.txt");
  }

  /** Writes both data sets as Parquet: the test rows are later rows of the same truth. */
  void generate(SparkSession session, long trainRows, long testRows) throws IOException {
    clear();
    Generator.generate(session, settings(trainParquet(), trainRows, 0));
    Generator.generate(session, settings(testParquet(), testRows, trainRows));
  }

  private static GenerateSettings settings(String out, long rows, long firstRow) {
    return new GenerateSettings(
        GenerateKind.CLICK_LOGS,
        rows,
        out,
        SEED,
        firstRow,
        OptionalInt.of(FEATURES),
        OptionalInt.of(2),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.of(GenerateFormat.PARQUET));
  }

  void writeTarget(double loss) throws IOException {
    Files.writeString(targetFile(), String.valueOf(loss));
  }

  double target() throws IOException {
    return Double.parseDouble(Files.readString(targetFile()));
  }

  static void write(CsrRows rows, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.writeInt(rows.labels.length);
      out.writeInt(rows.values.length);
      for (int r = 0; r < rows.labels.length; r++) {
        out.writeDouble(rows.labels[r]);
        out.writeInt(rows.starts[r + 1]);
      }
      for (int i = 0; i < rows.values.length; i++) {
        out.writeInt(rows.indices[i]);
        out.writeDouble(rows.values[i]);
      }
    }
  }

  static CsrRows read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      CsrRows rows = new CsrRows(in.readInt(), in.readInt());
      for (int r = 0; r < rows.labels.length; r++) {
        rows.labels[r] = in.readDouble();
        rows.starts[r + 1] = in.readInt();
      }
      for (int i = 0; i < rows.values.length; i++) {
        rows.indices[i] = in.readInt();
        rows.values[i] = in.readDouble();
      }
      return rows;
    }
  }

  /** Removes what an earlier run left. */
  void clear() throws IOException {
    for (Path file : List.of(trainArrays(), testArrays(), targetFile())) {
      Files.deleteIfExists(file);
    }
    for (String parquet : List.of(trainParquet(), testParquet())) {
      delete(Path.of(parquet));
    }
  }

  /** Removes a folder, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
