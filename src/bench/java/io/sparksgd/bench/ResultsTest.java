package io.sparksgd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final SuiteResult RESULT =
      new SuiteResult(
          "demo",
          List.of(
              new Measurement("ours", "ms", List.of(2.0, 1.0, 3.0)),
              new Measurement("theirs", "ms", List.of(8.0, 7.0))),
          List.of("Small rows."));

  @Test
  void aRatioIsTheQuotientOfTheMedians() {
    assertThat(Ratio.shown("r", "theirs", "ours").value(RESULT)).contains(3.75);
  }

  @Test
  void aRatioOfWhatWasNotMeasuredHasNoValue() {
    assertThat(Ratio.shown("r", "ours", "nobody").value(RESULT)).isEmpty();
    assertThat(Ratio.shown("r", "nobody", "ours").value(RESULT)).isEmpty();
  }

  @Test
  void boundsHoldOnTheirOwnSideAndAtTheLimit() {
    Ratio.Bound most = new Ratio.Bound(Ratio.Side.AT_MOST, 0.5);
    Ratio.Bound least = new Ratio.Bound(Ratio.Side.AT_LEAST, 10);
    assertThat(List.of(most.holds(0.5), most.holds(0.6))).containsExactly(true, false);
    assertThat(List.of(least.holds(10), least.holds(9.9))).containsExactly(true, false);
    assertThat(most).hasToString("<= 0.5");
    assertThat(least).hasToString(">= 10");
  }

  @Test
  void repetitionsOfTwoProcessesMakeOneMeasurement() {
    SuiteResult more =
        new SuiteResult(
            "demo",
            List.of(new Measurement("ours", "ms", List.of(9.0))),
            List.of("Small rows.", "Again."));
    SuiteResult both = RESULT.and(more);
    assertThat(both.measurement("ours").orElseThrow().repetitions())
        .containsExactly(2.0, 1.0, 3.0, 9.0);
    assertThat(both.measurement("theirs").orElseThrow().repetitions()).hasSize(2);
    assertThat(both.remarks()).containsExactly("Small rows.", "Again.");
  }

  @Test
  void aQuantityInAnotherUnitIsNotTheSame() {
    assertThatThrownBy(
            () -> RESULT.measurements().get(0).and(new Measurement("ours", "s", List.of(1.0))))
        .hasMessage("Invalid measurement: ours in s (allowed: ours in ms)");
  }

  @Test
  void contendersTakeTurnsAndTheirWarmupDoesNotCount() throws Exception {
    StringBuilder turns = new StringBuilder();
    Recorder recorder = new Recorder("demo");
    new Interleaved(recorder)
        .contender("a", "ms", () -> turns.append('a').length())
        .contender("b", "ms", () -> turns.append('b').length())
        .run(1, 2);
    assertThat(turns).hasToString("ababab");
    assertThat(recorder.result().measurement("a").orElseThrow().repetitions())
        .containsExactly(3.0, 5.0);
  }

  @Test
  void aCurveKnowsWhenItFirstReachedALoss() {
    LossCurve curve = new LossCurve();
    curve.add(1, 0.9);
    curve.add(2, 0.5);
    curve.add(3, 0.6);
    assertThat(curve.secondsTo(0.5)).hasValue(2);
    assertThat(curve.secondsTo(0.4)).isEmpty();
    assertThat(curve.best()).isEqualTo(0.5);
  }

  @Test
  void aMissedTargetIsSaidAndNotMeasured() {
    LossCurve curve = new LossCurve();
    curve.add(4, 0.6);
    Recorder recorder = new Recorder("demo");
    curve.record("peer", 0.5, recorder);
    assertThat(recorder.result().measurement("peer: to the target")).isEmpty();
    assertThat(recorder.result().remarks())
        .containsExactly("peer did not reach the target in 4.000 s: 0.6000");
  }

  @Test
  void numbersHaveFourDigits() {
    assertThat(
            List.of(
                Markdown.number(0.012345),
                Markdown.number(1.5),
                Markdown.number(123.45),
                Markdown.number(1234567),
                Markdown.number(0)))
        .containsExactly("0.01235", "1.500", "123.5", "1234567", "0");
  }

  @Test
  void aReportComesBackFromItsJson(@TempDir Path folder) throws Exception {
    File file = folder.resolve("results.json").toFile();
    BenchReport report = report();
    ReportJson.write(report, file);
    assertThat(ReportJson.readReport(file)).isEqualTo(report);
    ReportJson.write(RESULT, file);
    assertThat(ReportJson.readResult(file)).isEqualTo(RESULT);
  }

  @Test
  void onlyTheResultsOfTheSuitesOfAReportAreReplaced() {
    String document =
        "# Title\n<!-- results: written by scripts/bench --render -->\n### demo\nold\n\n"
            + "### other\nWhat?\n\n- stays\n<!-- end of results -->\nafter\n";
    String text = Markdown.replaceResults(document, report());
    assertThat(text).startsWith("# Title\n").endsWith("<!-- end of results -->\nafter\n");
    assertThat(text).contains("cores 2").contains("| ratio").doesNotContain("old");
    assertThat(text).contains("- Small rows.\n\n### other\nWhat?\n\n- stays\n<!--");
    assertThat(Markdown.replaceResults(text, report())).isEqualTo(text);
    assertThatThrownBy(() -> Markdown.replaceResults("nothing", report()))
        .hasMessageStartingWith("Invalid document: no results section");
  }

  @Test
  void theFirstResultsOfADocumentAreAdded() {
    String document =
        "<!-- results: written by scripts/bench --render -->\n<!-- end of results -->";
    assertThat(Markdown.replaceResults(document, report()))
        .contains("-->\n### demo\nWhich is faster?\n\n2026-11-24T06:00:00Z. cores 2. java 17.");
  }

  @Test
  void theTableSaysWhichWishHoldsAndWhichDoesNot() {
    String text = Markdown.of(report().answers().get(0));
    assertThat(text).contains("| theirs / ours      | 3.750        | >= 10  | **no** |");
    assertThat(text).contains("| of what is missing | not measured |        |        |");
    assertThat(text).contains("- Small rows.");
  }

  private static BenchReport report() {
    BenchReport.Answer answer =
        new BenchReport.Answer(
            "demo",
            "Which is faster?",
            RESULT.measurements(),
            List.of(
                new BenchReport.Quotient(
                    "theirs / ours", Optional.of(3.75), Optional.of(">= 10"), Optional.of(false)),
                new BenchReport.Quotient(
                    "of what is missing", Optional.empty(), Optional.empty(), Optional.empty())),
            RESULT.remarks());
    return new BenchReport(
        "2026-11-24T06:00:00Z",
        Map.of("cores", "2"),
        Map.of("java", "17"),
        Map.of("scale", "full"),
        List.of(answer));
  }
}
