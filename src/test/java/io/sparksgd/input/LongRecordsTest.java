package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.scan.ScanChecks;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two wrong quotes make one row of CSV of many: nobody loses these without a word. */
class LongRecordsTest {
  private static final String LOST = " (a wrong quote makes one row of many)";

  @TempDir private Path directory;
  private final List<String> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void rows() {
    lines.add("label,a,note");
    for (int row = 0; row < 400; row++) {
      lines.add("1," + row + ",some words that are a note");
    }
  }

  private Path file() throws IOException {
    return Files.writeString(directory.resolve("a.csv"), String.join("\n", lines) + "\n");
  }

  /** Reads, and says how many rows are left. */
  private long read(SparkSession spark, Path file) throws InputException {
    InputOptions options =
        InputOptions.of(Format.CSV, LabelRule.NUMBER).features("a").dropBadRows().build();
    AbstractAppender appender =
        new AbstractAppender("warnings", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(ScanChecks.class);
    Level before = logger.getLevel();
    logger.addAppender(appender);
    logger.setLevel(Level.WARN);
    try (TrainingInput input =
        TrainingReader.read(
            spark, List.of(file.toString()), new ValidationSource.None(), options)) {
      return input.train().rows();
    } finally {
      logger.removeAppender(appender);
      logger.setLevel(before);
    }
  }

  private static SparkSession splits(int bytes) {
    SparkSession small = SharedSpark.session().newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", Integer.toString(bytes));
    small.conf().set("spark.sql.files.openCostInBytes", Integer.toString(bytes));
    return small;
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 700})
  void theWarningOfDroppedRowsNamesTheLinesThatTheyGoOver(int split) throws Exception {
    lines.set(8, "1,x,z");
    lines.set(20, "1,\"2,x");
    lines.set(69, "1,-1\",y,z");
    lines.set(200, "1,\"2,x");
    lines.set(209, "1,-1\",y");
    Path file = file();
    assertThat(read(splits(split), file)).isEqualTo(400 - 1 - 50 - 10);
    assertThat(warnings)
        .containsExactly(
            "3 bad rows left out of "
                + file
                + "; first: Invalid row: "
                + file
                + ", line 9: Invalid feature in column a: x (allowed: a finite number); bad rows of"
                + " several lines: 2, lines in all: 60, the first at "
                + file
                + ", line 21"
                + LOST);
  }

  @Test
  void aLongRecordWithAnotherNumberOfCellsIsRefused() throws Exception {
    lines.set(20, "1,\"2,x");
    lines.set(120, "1,-1\",y,z");
    Path file = file();
    SharedSpark.context().setLogLevel("OFF");
    try {
      assertThatThrownBy(() -> read(SharedSpark.session(), file))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "Invalid data: cannot read %s: %s, line 21: a row of 4 cells goes over 101 lines by"
                      .formatted(file, file)
                  + " its quotes; the first record has 3 cells (allowed: other numbers of cells in"
                  + " rows of up to 100 lines; a wrong quote makes one row of many)");
    } finally {
      SharedSpark.context().setLogLevel("WARN");
    }
    lines.set(120, "1,4,z");
    lines.set(119, "1,-1\",y,z");
    assertThat(read(SharedSpark.session(), file())).isEqualTo(300);
  }

  @Test
  void aLongRecordThatIsARowIsNamed() throws Exception {
    lines.set(20, "1,2,\"x");
    lines.set(220, "1,-1,y\"");
    lines.set(230, "1,2,\"x");
    lines.set(231, "y\"");
    Path file = file();
    assertThat(read(splits(700), file)).isEqualTo(400 - 200 - 1);
    assertThat(warnings)
        .containsExactly(
            "Rows of "
                + file
                + " that go over more than 100 lines: 1, lines in all: 201, the first at "
                + file
                + ", line 21"
                + LOST);
  }
}
