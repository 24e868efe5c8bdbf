package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warnings of pipelines whose rows have no category that the model knows. */
class UnknownCategoriesTest {
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  private SgdClassificationModel model() throws IOException {
    Path rows =
        Files.writeString(directory.resolve("r.csv"), "a,b,label\nx,u,1\ny,v,0\nx,v,1\ny,u,0\n");
    Path out = directory.resolve("out");
    Path job =
        Files.writeString(
            directory.resolve("job.yaml"),
            ("data: {train: '%s'}\nfeatures: {one-hot: [a, b]}\nmodel: {kind: logistic}\n"
                    + "batch: {full: true}\nstop: {steps: 2}\noutput: '%s'\n")
                .formatted(rows, out));
    CommandLineRun run = CommandLineRun.of("train", job.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return SgdClassificationModel.load(out.toString());
  }

  private static List<String> warnings(Runnable work) {
    List<String> lines = new CopyOnWriteArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger("io.sparksgd.input.format.UnknownColumns");
    logger.addAppender(appender);
    try {
      work.run();
    } finally {
      logger.removeAppender(appender);
    }
    return lines;
  }

  private static Dataset<Row> rows(String a, String b) {
    return SharedSpark.session().range(0, 80, 1, 8).selectExpr(a + " as a", b + " as b", "id");
  }

  @Test
  void aColumnWithoutKnownCategoriesIsWarnedOfOnceHoweverManyTasksThereAre() throws IOException {
    SgdClassificationModel model = model();
    Dataset<Row> scored =
        model.pipeline().transform(rows("concat('z', id)", "if(id % 2 = 0, 'u', 'v')"));

    assertThat(warnings(() -> assertThat(scored.collectAsList()).hasSize(80)))
        .containsExactly(
            "No row of a partition has a category of column a that the model knows (it knows x, y):"
                + " the column has no effect there");
    assertThat(warnings(() -> scored.select("prediction").collectAsList())).isEmpty();
  }

  @Test
  void eachColumnHasItsOwnWarningAndKnownOnesHaveNone() throws IOException {
    SgdClassificationModel model = model();

    assertThat(warnings(() -> model.pipeline().transform(rows("'?'", "'x'")).collectAsList()))
        .hasSize(2)
        .anyMatch(line -> line.contains("column a "))
        .anyMatch(line -> line.contains("column b "));
    assertThat(warnings(() -> model.pipeline().transform(rows("'x'", "'u'")).collectAsList()))
        .isEmpty();
  }
}
