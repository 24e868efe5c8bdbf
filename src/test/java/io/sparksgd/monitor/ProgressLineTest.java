package io.sparksgd.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingEvent.Stopped;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see while a run goes on, and what is kept of it. */
class ProgressLineTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;

  private ProgressLine line(ProgressLine.Mode mode, int width) {
    ProgressLine line = new ProgressLine(out, mode, width, () -> now);
    line.on(
        new Started(
            0,
            new RunPlan("digits", 1000, 784, 312_400_000, 72_700_000, "vector", 7850, 4, 100, 50)));
    return line;
  }

  private static StepDone step(long step, double loss) {
    return step(step, loss, Traffic.NONE, 1);
  }

  private static StepDone step(long step, double loss, Traffic bytes, double cosine) {
    return new StepDone(
        step,
        step / 10.0,
        step * 100,
        100,
        loss,
        loss,
        0.05,
        1,
        step * 0.5,
        Map.of(),
        bytes,
        cosine);
  }

  private static Evaluated evaluated(long step, double accuracy) {
    return new Evaluated(
        step, step / 10.0, step * 100, Map.of(Metric.ACCURACY, accuracy), 1, 0.1, true);
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void startsWithWhatIsKnownOfTheRun() {
    line(ProgressLine.Mode.PLAIN, 80);
    assertThat(printed())
        .isEqualTo(
            "Training digits: 1000 rows, 784 features, 312 MB packed (4.3 bytes a value, vector"
                + " kernels), 7850 parameters, 4 partitions, 100 rows a step, 50 steps\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 1 kB", "16600, 17 kB", "999999999, 1000 MB", "1540000000, 1.5 GB"})
  void bytesAreShownInUnitsThatPeopleRead(long count, String shown) {
    assertThat(Text.bytes(count)).isEqualTo(shown);
  }

  @Test
  void plainLinesComeEveryFewSeconds() {
    ProgressLine line = line(ProgressLine.Mode.PLAIN, 80);
    printed();
    now = 4 * SECOND;
    line.on(step(4, 2.5));
    assertThat(printed()).isEmpty();
    now = 5 * SECOND;
    line.on(step(10, 0.51234));
    assertThat(printed())
        .isEqualTo("step 10/50  epoch 1  loss 0.5123  lr 0.05  200 rows/s  20s left\n");
    line.on(step(11, 0.5));
    assertThat(printed()).isEmpty();
  }

  @Test
  void evaluationsAndTheEndStay() {
    ProgressLine line = line(ProgressLine.Mode.PLAIN, 80);
    printed();
    line.on(evaluated(10, 0.87654));
    assertThat(printed()).isEqualTo("step 10  epoch 1  validation accuracy 0.8765  (best)\n");
    now = 5 * SECOND;
    line.on(step(20, 0.5));
    assertThat(printed()).contains("val accuracy 0.8765");
    line.on(new Stopped(50, 5, 5000, 72, RunStatus.COMPLETED, "Made all 50 steps."));
    assertThat(printed()).isEqualTo("Made all 50 steps. 1m12s\n");
  }

  @Test
  void aTerminalLineIsRewrittenAndClearedForLinesThatStay() {
    ProgressLine line = line(ProgressLine.Mode.LIVE, 60);
    printed();
    now = SECOND / 10;
    line.on(step(1, 2.123));
    String first = printed();
    assertThat(first).startsWith("\rstep 1/50").doesNotContain("\n");
    assertThat(first.length()).isLessThanOrEqualTo(60);
    now += SECOND / 100;
    line.on(step(2, 2.1));
    assertThat(printed()).isEmpty();
    now += SECOND;
    line.on(step(30, 1));
    String second = printed();
    assertThat(second.length()).isGreaterThanOrEqualTo(first.length());
    line.on(evaluated(30, 0.5));
    String cleared = printed();
    assertThat(cleared).startsWith("\r" + " ".repeat(second.stripTrailing().length() - 1) + "\r");
    assertThat(cleared).endsWith("validation accuracy 0.5  (best)\n");
  }

  @Test
  void aWideTerminalShowsTheCourseOfTheLoss() {
    ProgressLine line = line(ProgressLine.Mode.LIVE, 200);
    for (int i = 1; i <= 5; i++) {
      now += SECOND;
      line.on(step(i, 6 - i));
    }
    assertThat(printed()).contains("█▆▅▃▁");
  }

  @Test
  void historyKeepsEvenlySpacedStepsAndTheLast() {
    History history = new History();
    for (int i = 1; i <= 100_001; i++) {
      history.on(step(i, 1));
    }
    history.on(evaluated(7, 0.5));
    assertThat(history.steps()).hasSizeBetween(History.MOST / 2, History.MOST);
    assertThat(history.steps().get(history.steps().size() - 1).step()).isEqualTo(100_001);
    long gap = history.steps().get(1).step() - history.steps().get(0).step();
    for (int i = 1; i < history.steps().size() - 1; i++) {
      assertThat(history.steps().get(i).step() - history.steps().get(i - 1).step()).isEqualTo(gap);
    }
    assertThat(history.evaluations()).hasSize(1);
  }

  @Test
  void theRunningLossFollowsTheLastBatches() {
    RunningLoss loss = new RunningLoss();
    assertThat(loss.value()).isNaN();
    loss.add(4, 10);
    assertThat(loss.value()).isEqualTo(4);
    loss.add(1, 30);
    assertThat(loss.value()).isBetween(1.7, 1.8);
    for (int i = 0; i < 1000; i++) {
      loss.add(2, 30);
    }
    assertThat(loss.value()).isBetween(2 - 1e-6, 2 + 1e-6);
  }

  @Test
  void theClockAddsUpPhasesAndLaps() {
    PhaseClock clock = new PhaseClock();
    assertThat(clock.lap()).isEmpty();
    assertThat(clock.<String>time(Phase.UPDATE, () -> "done")).isEqualTo("done");
    clock.time(Phase.MERGE, () -> {});
    Map<Phase, Double> lap = clock.lap();
    assertThat(lap.keySet()).containsExactlyInAnyOrder(Phase.UPDATE, Phase.MERGE);
    assertThat(clock.total()).isEqualTo(lap);
    assertThat(clock.lap()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.51234, 0.5123",
    "123456, 123500",
    "1e-5, 1e-05",
    "0.1, 0.1",
    "-2.50001, -2.5",
    "1e9, 1e+09",
    "NaN, NaN",
    "0.00012345, 1.235e-04"
  })
  void numbersHaveFourDigits(double value, String text) {
    assertThat(Text.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59.4, 59s", "72, 1m12s", "3605, 1h00m", "86399, 23h59m"})
  void durationsAreShort(double seconds, String text) {
    assertThat(Text.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"12.3, 12", "9999, 9999", "12500, 12.5k", "3140000, 3.14M"})
  void ratesAreShort(double rate, String text) {
    assertThat(Text.rate(rate)).isEqualTo(text);
  }

  @Test
  void metricsAreFoundByTheirNames() {
    for (Metric metric : Metric.values()) {
      assertThat(Metric.of(metric.key())).isEqualTo(metric);
    }
    assertThat(Metric.of("log-loss")).isEqualTo(Metric.LOG_LOSS);
    assertThat(Metric.of("gini")).isNull();
    assertThat(RunStatus.STOPPED_EARLY.key()).isEqualTo("stopped-early");
  }

  @Test
  void showsWhatCompressionSavesAndKeeps() {
    ProgressLine line = line(ProgressLine.Mode.PLAIN, 200);
    printed();
    now += 10_000_000_000L;
    line.on(step(10, 0.5, new Traffic(1000, 50, 4000), 0.84));
    assertThat(printed()).contains("lr 0.05  bytes 1/80 cos 0.84  ");
    now += 10_000_000_000L;
    line.on(step(20, 0.5));
    assertThat(printed()).doesNotContain("cos");
  }
}
