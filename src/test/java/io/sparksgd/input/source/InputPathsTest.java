package io.sparksgd.input.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputPathsTest {
  @TempDir Path dir;

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> rows(Format format, String... paths) throws InputException {
    InputOptions options =
        InputOptions.of(format, LabelRule.NUMBER).label("y").features("x").partitions(1).build();
    return rows(options, paths);
  }

  private List<String> rows(InputOptions options, String... paths) throws InputException {
    List<String> full = Arrays.stream(paths).map(path -> dir + "/" + path).toList();
    try (TrainingInput input =
        TrainingReader.read(SharedSpark.session(), full, new ValidationSource.None(), options)) {
      return Blocks.rows(input.train());
    }
  }

  @Test
  void foldersInsideFoldersAreRead() throws Exception {
    write("data/a.libsvm", "1 1:1\n");
    write("data/2024/b.libsvm", "2 1:1\n");
    write("data/2024/deep/c.libsvm", "3 1:1\n");
    write("data/_temporary/d.libsvm", "4 1:1\n");
    write("data/2024/.hidden/e.libsvm", "5 1:1\n");
    write("data/2024/_SUCCESS", "");
    assertThat(rows(Format.LIBSVM, "data"))
        .containsExactlyInAnyOrder("1*1 0:1", "2*1 0:1", "3*1 0:1");
    write("only/2024/b.csv", "y,x\n2,5\n");
    assertThat(rows(Format.CSV, "only")).containsExactly("2*1 0:5");
  }

  @Test
  void foldersOfValuesAreColumns() throws Exception {
    write("days/x=1/a.csv", "y\n1\n");
    write("days/x=2/a.csv", "y\n2\n");
    assertThat(rows(Format.CSV, "days")).containsExactly("1*1 0:1", "2*1 0:2");
    write("json/x=3/a.json", "{\"y\":1}\n");
    assertThat(rows(Format.JSON, "json")).containsExactly("1*1 0:3");
    write("days/more/a.csv", "y\n2\n");
    assertThatThrownBy(() -> rows(Format.CSV, "days"))
        .hasMessageMatching(
            "Invalid data: .*days has folders that are columns, as x=[12], and others, as more"
                + " \\(allowed: all of one kind\\)");
  }

  @Test
  void aFolderWithoutFilesIsOneLine() throws Exception {
    Files.createDirectories(dir.resolve("none/deeper"));
    assertThatThrownBy(() -> rows(Format.PARQUET, "none"))
        .hasMessage("Invalid data: " + dir + "/none has no files (allowed: at least one)");
  }

  @Test
  void eachFileCountsOnceHoweverItIsReached() throws Exception {
    write("data/a.libsvm", "1 1:1\n");
    write("data/b.libsvm", "2 1:1\n");
    List<String> both = List.of("1*1 0:1", "2*1 0:1");
    assertThat(rows(Format.LIBSVM, "data", "data")).containsExactlyElementsOf(both);
    assertThat(rows(Format.LIBSVM, "data", "data/*.libsvm")).containsExactlyElementsOf(both);
    assertThat(rows(Format.LIBSVM, "data/*", "data/a*", "./data/b.libsvm"))
        .containsExactlyElementsOf(both);
    assertThat(rows(Format.LIBSVM, "data/{a,b}.libsvm", "data/a.libsvm"))
        .containsExactlyElementsOf(both);
  }

  @Test
  void hiddenFilesAreRefusedWhenTheyAreNamedAndLeftOutOfGlobs() throws Exception {
    write("data/a.libsvm", "1 1:1\n");
    write("data/_x.libsvm", "2 1:1\n");
    write("data/.y.libsvm", "3 1:1\n");
    assertThat(rows(Format.LIBSVM, "data/*")).containsExactly("1*1 0:1");
    for (String name : List.of("data/_x.libsvm", "data/.y.libsvm", "data/_*")) {
      assertThatThrownBy(() -> rows(Format.LIBSVM, "data/a.libsvm", name))
          .hasMessage(
              "Invalid data: "
                  + dir
                  + "/"
                  + name
                  + " (a file whose name begins with _ or . is not read; allowed: another name)");
    }
  }

  @Test
  void namesMayHaveTheCharactersOfGlobs() throws Exception {
    write("a[1].libsvm", "1 1:1\n");
    write("b{2}*.libsvm", "2 1:1\n");
    assertThat(rows(Format.LIBSVM, "a[1].libsvm", "b*.libsvm"))
        .containsExactly("1*1 0:1", "2*1 0:1");
  }

  @Test
  void namesOfColumnsMayHaveAnyCharactersAndTheirCaseMatters() throws Exception {
    for (Format format : List.of(Format.PARQUET, Format.ORC, Format.JSON, Format.CSV)) {
      String path = "names." + format.key();
      // Spark's ORC cuts names at backticks.
      String weight = format == Format.ORC ? "w w" : "w `w";
      SparkSession session = CaseSensitive.session(SharedSpark.session());
      session
          .sql("select 1 as `my.y`, 2 as `ä ö.x`, 3 as x, 4 as X, true as `v.v`, 5 as w")
          .withColumnRenamed("w", weight)
          .write()
          .option("header", "true")
          .format(format.key())
          .save(dir.resolve(path).toString());
      InputOptions.Builder options =
          InputOptions.of(format, LabelRule.NUMBER).label("my.y").weight(weight).partitions(1);
      assertThat(rows(options.features("ä ö.x", "X").build(), path)).containsExactly("1*5 0:2 1:4");
      assertThat(rows(options.features("v.v", "x").build(), path)).containsExactly("1*5 0:1 1:3");
    }
  }
}
