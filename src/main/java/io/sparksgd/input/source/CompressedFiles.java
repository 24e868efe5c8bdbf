package io.sparksgd.input.source;

import io.sparksgd.data.Bzip2Check;
import io.sparksgd.data.PackedBlocksCheck;
import io.sparksgd.input.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks for damage before rows are read that would lose rows without an error. Files of bzip2 are
 * read in splits, by looking for the beginnings of blocks, so that a block whose beginning is
 * damaged would be missed; the end of Snappy and LZ4 files may be anywhere. Readers of other
 * compressed files notice.
 */
final class CompressedFiles {
  private CompressedFiles() {}

  /**
   * Checks files, several at a time.
   *
   * @throws InputException that names the first one that is damaged
   */
  static void check(SparkSession spark, List<FileStatus> files) throws InputException {
    List<String> paths = new ArrayList<>();
    for (FileStatus file : files) {
      if (checkOf(file.getPath()).isPresent()) {
        paths.add(file.getPath().toString());
      }
    }
    if (paths.isEmpty()) {
      return;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Damage damage =
        new Damage(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    List<String> reasons = context.parallelize(paths, paths.size()).map(damage).collect();
    for (int i = 0; i < reasons.size(); i++) {
      if (!reasons.get(i).isEmpty()) {
        throw new InputException(
            "Invalid data: cannot read "
                + SourceFiles.show(new Path(paths.get(i)).toUri().toString())
                + ": "
                + reasons.get(i));
      }
    }
  }

  /** What looks through a file. */
  private interface Check {
    void check(InputStream in) throws IOException;
  }

  /** By the name, as Hadoop finds codecs. */
  private static Optional<Check> checkOf(Path file) {
    String name = file.getName();
    if (name.endsWith(".bz2")) {
      return Optional.of(Bzip2Check::check);
    }
    if (name.endsWith(".snappy")) {
      return Optional.of(PackedBlocksCheck.SNAPPY::check);
    }
    return name.endsWith(".lz4") ? Optional.of(PackedBlocksCheck.LZ4::check) : Optional.empty();
  }

  /** What is wrong with a file; nothing: an empty text. */
  private static final class Damage implements Function<String, String> {
    private static final long serialVersionUID = 1L;
    private final SerializableConfiguration configuration;

    Damage(SerializableConfiguration configuration) {
      this.configuration = configuration;
    }

    @Override
    public String call(String text) {
      Path path = new Path(text);
      try (InputStream in = path.getFileSystem(configuration.value()).open(path)) {
        checkOf(path).orElseThrow().check(in);
        return "";
      } catch (IOException e) {
        return e.getMessage();
      }
    }
  }
}
