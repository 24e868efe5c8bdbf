package io.sparksgd.input.source;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The format of files by their names, and by how they begin. */
public final class FormatOfFiles {
  /** Behind its four letters, Parquet has the type of a page; a column may be called PAR1. */
  private static final String PARQUET = "PAR1\u0015";

  private FormatOfFiles() {}

  /**
   * The format that paths tell by their names, or by those of the files in them. Files in folders
   * that are called {@code .txt} tell nothing: Spark calls all texts so that it writes.
   *
   * @return empty where no name tells a format
   * @throws InputException if there are no files, or names tell several formats
   */
  public static Optional<Format> find(SparkSession spark, List<String> paths)
      throws InputException {
    Map<Format, String> found = new LinkedHashMap<>();
    for (String path : paths) {
      Optional<Format> named = Format.ofOwnExtension(path);
      if (named.isPresent()) {
        found.putIfAbsent(named.get(), path);
        continue;
      }
      for (FileStatus file : InputPaths.of(spark, List.of(path)).files()) {
        String name = file.getPath().getName();
        Format.ofOwnExtension(name)
            .ifPresent(format -> found.putIfAbsent(format, path + ", file " + name));
      }
    }
    if (found.size() > 1) {
      List<String> names = List.copyOf(found.values());
      throw new InputException(
          words ->
              "Invalid data: by their names, files are of several formats: "
                  + names.get(0)
                  + " and "
                  + names.get(1)
                  + " (allowed: one; "
                  + words.name("data.format")
                  + " says which)");
    }
    return found.keySet().stream().findFirst().or(() -> Format.ofPath(paths.get(0)));
  }

  /**
   * Checks that files that are to be read as texts are none of Parquet or ORC: the first one, and
   * those whose names say so.
   */
  static void check(SparkSession spark, List<FileStatus> files, Format text)
      throws InputException, IOException {
    for (int i = 0; i < files.size(); i++) {
      Path path = files.get(i).getPath();
      Optional<Format> named = Format.ofPath(path.getName()).filter(format -> !format.isText());
      if (i > 0 && named.isEmpty()) {
        continue;
      }
      byte[] bytes;
      try (InputStream in =
          path.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(path)) {
        bytes = in.readNBytes(PARQUET.length());
      }
      String begin = new String(bytes, StandardCharsets.ISO_8859_1);
      boolean isOrc = begin.startsWith("ORC") && named.equals(Optional.of(Format.ORC));
      if (begin.equals(PARQUET) || isOrc) {
        String is = isOrc ? "orc" : "parquet";
        throw new InputException(
            words ->
                "Invalid "
                    + words.name("data.format")
                    + ": "
                    + text
                    + ", and "
                    + path.toUri().getPath()
                    + " is a file of "
                    + is
                    + " (allowed: "
                    + is
                    + ")");
      }
    }
  }
}
