package io.sparksgd.input.source;

import io.sparksgd.input.format.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * The files that paths mean. Each file is there once, however often the paths reach it. Folders are
 * read with all folders inside them; folders called {@code key=value} become columns, as Spark has
 * it. In folders and globs, files and folders whose names begin with {@code _} or {@code .} are
 * left out, as Hadoop does.
 */
final class InputPaths {
  private final Configuration configuration;
  private final Map<String, FileStatus> roots = new LinkedHashMap<>();
  private final List<FileStatus> files = new ArrayList<>();

  /** A folder that is a column, and one that is none. */
  private String partition;

  private String plain;

  private InputPaths(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Finds files.
   *
   * @throws InputException if a path matches nothing, or only what is left out
   */
  static InputPaths of(SparkSession spark, List<String> paths) throws InputException {
    if (paths.isEmpty()) {
      throw new InputException("Invalid data: no path (allowed: files, directories or globs)");
    }
    InputPaths found = new InputPaths(spark.sparkContext().hadoopConfiguration());
    for (String path : paths) {
      try {
        found.add(path);
      } catch (IOException | RuntimeException e) {
        throw Failures.unreadable(path, e);
      }
    }
    try {
      found.roots.keySet().removeIf(found::isInside);
      for (FileStatus root : found.roots.values()) {
        found.list(root);
      }
    } catch (IOException e) {
      throw Failures.unreadable(Source.nameOf(paths), e);
    }
    if (found.partition != null && found.plain != null) {
      throw new InputException(
          "Invalid data: "
              + Source.nameOf(paths)
              + " has folders that are columns, as "
              + found.partition
              + ", and others, as "
              + found.plain
              + " (allowed: all of one kind)");
    }
    return found;
  }

  private void add(String text) throws IOException, InputException {
    Path path = new Path(text);
    FileSystem system = path.getFileSystem(configuration);
    FileStatus[] matches = system.globStatus(path);
    if (matches == null || matches.length == 0) {
      matches = literal(system, path, text);
    }
    List<FileStatus> seen =
        Arrays.stream(matches)
            .filter(status -> status.isDirectory() || !isHidden(status.getPath()))
            .toList();
    if (seen.isEmpty()) {
      throw new InputException(
          "Invalid data: "
              + text
              + " (a file whose name begins with _ or . is not read; allowed: another name)");
    }
    boolean isPattern = matches.length > 1;
    for (FileStatus status : seen) {
      if (!(isPattern && isHidden(status.getPath()))) {
        roots.put(status.getPath().toString(), status);
      }
    }
  }

  /** A file whose name has characters of globs. */
  private static FileStatus[] literal(FileSystem system, Path path, String text)
      throws IOException, InputException {
    try {
      return new FileStatus[] {system.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      throw new InputException(
          "Invalid data: " + text + " (no such file; allowed: a file, a directory or a glob)", e);
    }
  }

  /** As Spark: names that begin so are not data. */
  private static boolean isHidden(Path path) {
    String name = path.getName();
    return name.startsWith(".")
        || (name.startsWith("_") && !name.contains("="))
        || name.endsWith("._COPYING_");
  }

  /** Whether a folder that is read as well has this path inside it. */
  private boolean isInside(String text) {
    Path path = new Path(text);
    for (Path in = path; in != null && !isHidden(in); in = in.getParent()) {
      if (!in.equals(path) && roots.containsKey(in.toString())) {
        return true;
      }
    }
    return false;
  }

  private void list(FileStatus root) throws IOException {
    if (root.isFile()) {
      files.add(root);
      return;
    }
    FileSystem system = root.getPath().getFileSystem(configuration);
    for (FileStatus inside : system.listStatus(root.getPath())) {
      int before = files.size();
      if (!isHidden(inside.getPath())) {
        list(inside);
      }
      if (inside.isDirectory() && files.size() > before) {
        note(inside.getPath().getName());
      }
    }
  }

  private void note(String folder) {
    if (folder.indexOf('=') > 0) {
      partition = folder;
    } else {
      plain = folder;
    }
  }

  /** The files. */
  List<FileStatus> files() {
    return files;
  }

  /** Paths for a {@link #reader}. */
  String[] roots() {
    return roots.keySet().stream().map(InputPaths::escaped).toArray(String[]::new);
  }

  /** Spark takes a path for a glob when it has characters of globs. */
  private static String escaped(String path) {
    return path.replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0");
  }

  /** A reader that reads the folders inside folders. */
  DataFrameReader reader(SparkSession spark) {
    return plain == null ? spark.read() : spark.read().option("recursiveFileLookup", "true");
  }
}
