package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Placement;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataParserTest {
  private static final String REST = "\nmodel: {kind: linear}\noutput: out";

  private static DataConfig data(String group) {
    return Jobs.parse("data: {" + group + "}" + REST).data();
  }

  private static List<String> errors(String group) {
    return Jobs.errors("data: {" + group + "}" + REST);
  }

  @ParameterizedTest
  @CsvSource({
    "a.libsvm, LIBSVM",
    "a.svm, LIBSVM",
    "a.txt, LIBSVM",
    "a.libsvm.bz2, LIBSVM",
    "A.LIBSVM.GZ, LIBSVM",
    "dir.v2/a.parquet, PARQUET",
    "dir/a.parquet/, PARQUET",
    "dir/a.parquet///, PARQUET",
    "a.orc, ORC",
    "a.csv, CSV",
    "a.csv.gz, CSV",
    "a.json, JSON",
    "hdfs://host:9000/a.jsonl.gz, JSON",
  })
  void theFormatIsFoundFromTheExtension(String path, Format format) {
    assertThat(data("train: '" + path + "'").format()).isEqualTo(format);
  }

  /** Looking for the extension in time quadratic in the length would take most of an hour here. */
  @Test
  void aPathOfAMillionSlashesIsAnError() {
    assertThat(errors("train: " + "/".repeat(1_000_000) + "x"))
        .singleElement()
        .asString()
        .startsWith("job.yaml:1: Missing data.format: the name ////");
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a.gz, a.gz", "dir.csv/a, dir.csv/a", "'[a.dat, b.csv]', a.dat"})
  void aFormatThatCannotBeFoundIsAskedFor(String train, String first) {
    assertThat(errors("train: " + train))
        .containsExactly(
            "job.yaml:1: Missing data.format: the name "
                + first
                + " does not tell it (allowed: libsvm, parquet, csv, json, orc)");
  }

  @Test
  void theFormatOfTheFileCountsMoreThanTheExtension() {
    assertThat(data("train: a.txt, format: csv").format()).isEqualTo(Format.CSV);
  }

  @Test
  void pathsAreOneTextOrAList() {
    assertThat(data("train: a.csv").train()).containsExactly("a.csv");
    assertThat(data("train: [a.csv, b.csv]").train()).containsExactly("a.csv", "b.csv");
    assertThat(data("train: a.csv, validation: [b.csv, c.csv]").validation())
        .isEqualTo(new ValidationSource.Paths(List.of("b.csv", "c.csv")));
  }

  @Test
  void trainIsRequiredAndNotEmpty() {
    assertThat(errors("format: csv"))
        .containsExactly("job.yaml:1: Missing data.train (allowed: a path or a list of paths)");
    assertThat(errors("train: [], format: csv"))
        .containsExactly("job.yaml:1: Invalid data.train: a list (allowed: at least one)");
    assertThat(errors("train: [a.csv, [b.csv]]"))
        .containsExactly(
            "job.yaml:1: Invalid data.train: a list (allowed: a text or a list of texts)");
  }

  @Test
  void validationRowsComeFromFilesAFractionOrAColumn() {
    assertThat(data("train: a.csv").validation()).isEqualTo(new ValidationSource.None());
    assertThat(data("train: a.csv, validation-column: held").validation())
        .isEqualTo(new ValidationSource.Column("held"));
    assertThat(data("train: a.csv, validation-fraction: 0.25").validation())
        .isEqualTo(new ValidationSource.Fraction(0.25, 42));
  }

  @Test
  void theValidationFractionIsDrawnWithTheJobsSeed() {
    assertThat(
            Jobs.parse("seed: 9\ndata: {train: a.csv, validation-fraction: 0.25}" + REST)
                .data()
                .validation())
        .isEqualTo(new ValidationSource.Fraction(0.25, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "'validation: b.csv, validation-fraction: 0.1'",
    "'validation: b.csv, validation-column: c'",
    "'validation-fraction: 0.1, validation-column: c'"
  })
  void validationRowsHaveOneSource(String keys) {
    assertThat(errors("train: a.csv, " + keys))
        .containsExactly(
            "job.yaml:1: Invalid data.validation: more than one source (allowed: one of"
                + " validation, validation-fraction, validation-column)");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.1", "half"})
  void theValidationFractionLiesBetweenZeroAndOne(String fraction) {
    assertThat(errors("train: a.csv, validation-fraction: " + fraction))
        .containsExactly(
            "job.yaml:1: Invalid data.validation-fraction: "
                + fraction
                + " (allowed: a number between 0 and 1)");
  }

  @ParameterizedTest
  @CsvSource({"label", "features", "weight", "validation-column"})
  void libsvmHasNoColumns(String key) {
    assertThat(errors("train: a.libsvm, " + key + ": x"))
        .containsExactly(
            "job.yaml:1: Invalid data."
                + key
                + ": it has no effect here (libsvm files have no columns)");
  }

  @Test
  void onlyLibsvmHasAnIndexBase() {
    assertThat(data("train: a.libsvm, index-base: zero").indexBase()).isEqualTo(IndexBase.ZERO);
    assertThat(errors("train: a.csv, index-base: zero"))
        .containsExactly(
            "job.yaml:1: Invalid data.index-base: it has no effect here (only libsvm files have"
                + " indices)");
    assertThat(errors("train: a.libsvm, index-base: 0"))
        .containsExactly("job.yaml:1: Invalid data.index-base: 0 (allowed: one, zero)");
  }

  @Test
  void onlyCsvHasHeaderAndDelimiter() {
    assertThat(data("train: a.csv, header: false").csvHeader()).isEqualTo(CsvHeader.ABSENT);
    assertThat(errors("train: a.json, header: true, delimiter: ';'"))
        .containsExactly(
            "job.yaml:1: Invalid data.header: it has no effect here (only csv files have a header)",
            "job.yaml:1: Invalid data.delimiter: it has no effect here (only csv files have"
                + " delimiters)");
  }

  @Test
  void aDelimiterMayBeWhiteSpace() {
    assertThat(data("train: a.csv, delimiter: \"\\t\"").delimiter()).isEqualTo("\t");
    assertThat(data("train: a.csv, delimiter: ' '").delimiter()).isEqualTo(" ");
    assertThat(data("train: a.csv, delimiter: ;").delimiter()).isEqualTo(";");
  }

  @Test
  void aDelimiterIsNotEmpty() {
    assertThat(errors("train: a.csv, delimiter: ''"))
        .containsExactly(
            "job.yaml:1: Invalid data.delimiter: '' (allowed: one or more characters)");
  }

  @Test
  void columnsAreNamed() {
    DataConfig data = data("train: a.parquet, label: y, features: v, weight: w");

    assertThat(data.label()).isEqualTo("y");
    assertThat(data.features()).containsExactly("v");
    assertThat(data.weight()).contains("w");
    assertThat(data("train: a.orc, features: [x, y]").features()).containsExactly("x", "y");
  }

  @ParameterizedTest
  @EnumSource
  void badRowsHaveThreeWays(BadRows badRows) {
    assertThat(data("train: a.csv, bad-rows: " + Names.key(badRows)).badRows()).isEqualTo(badRows);
  }

  @ParameterizedTest
  @EnumSource
  void theValuesHaveThreePrecisions(Precision precision) {
    assertThat(data("train: a.csv, precision: " + Names.key(precision)).precision())
        .isEqualTo(precision);
    assertThat(errors("train: a.csv, precision: float16"))
        .containsExactly(
            "job.yaml:1: Invalid data.precision: float16 (did you mean float32?) (allowed: auto,"
                + " float32, float64)");
  }

  @ParameterizedTest
  @EnumSource
  void rowsHaveThreePlacements(Placement placement) {
    assertThat(data("train: a.csv, placement: " + Names.key(placement)).placement())
        .isEqualTo(placement);
    assertThat(errors("train: a.csv, placement: spreads"))
        .containsExactly(
            "job.yaml:1: Invalid data.placement: spreads (did you mean spread?) (allowed: auto,"
                + " spread, contiguous)");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, every: step, false",
    "auto, local-steps: 4, true",
    "auto, 'local-epochs: 0.5, start-local-at: 100', true",
    "contiguous, local-steps: 4, false",
    "spread, every: step, true"
  })
  void rowsAreSpreadByTheSeedWhereRoundsAreLocal(
      String placement, String synchronize, boolean spreads) {
    JobConfig job =
        Jobs.parse(
            Jobs.LEAST + "\nseed: 7\nsynchronize: {" + synchronize + "}",
            "data.placement=" + placement);

    assertThat(job.spreadSeed()).isEqualTo(spreads ? OptionalLong.of(7) : OptionalLong.empty());
  }

  @Test
  void countsStartAtOne() {
    assertThat(errors("train: a.csv, num-features: 0, partitions: -1"))
        .containsExactly(
            "job.yaml:1: Invalid data.num-features: 0 (allowed: a whole number from 1 to"
                + " 2147483639)",
            "job.yaml:1: Invalid data.partitions: -1 (allowed: a whole number from 1 to"
                + " 1000000)");
  }
}
