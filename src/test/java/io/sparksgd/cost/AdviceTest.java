package io.sparksgd.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.cost.Alternative.Mode;
import io.sparksgd.plan.AggregationDepth;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which way of training the costs of a job speak for. */
class AdviceTest {
  private static final Cluster CLUSTER =
      new Cluster(
          Cluster.Processes.SEPARATE, 8, 1, 4L << 30, 4L << 30, 1L << 30, OptionalDouble.of(1e9));

  private static Workload work(int parameters, double rowsPerRound, int slots) {
    long vector = 8L * parameters;
    return new Workload(
        1_000_000,
        0,
        1 << 20,
        parameters,
        slots,
        8,
        rowsPerRound,
        1,
        Workload.Place.DRIVER,
        vector,
        (double) vector);
  }

  private static CostModel model(double row) {
    Constants constants = new Constants(0.01, 0.0003, 0, 0, row, 0, 0, 0, row);
    return new CostModel(constants, CLUSTER, AggregationDepth.of(OptionalInt.empty()));
  }

  @Test
  void aStepThatIsMostlyGradientStaysAsItIs() {
    Advice advice = Advice.of(work(1000, 8000, 0), model(1e-4), 0);

    assertThat(advice.mode()).isEqualTo(Mode.SYNCHRONOUS);
    assertThat(advice.keys()).isEmpty();
    assertThat(advice.reason()).isEqualTo("89 % of a step is spent on the gradient");
  }

  @Test
  void aStepThatIsMostlySparkMakesLocalSteps() {
    Advice advice = Advice.of(work(1000, 1000, 0), model(1e-5), 0);

    assertThat(advice.mode()).isEqualTo(Mode.LOCAL_ROUNDS);
    // The rest of a round, 12.4 ms, is a quarter of the work of 40 steps of 1.25 ms.
    assertThat(advice.keys()).isEqualTo("synchronize.local-steps: 40");
    assertThat(advice.reason())
        .startsWith(
            "91 % of a step is not spent on the gradient; a pass takes 1.56 s instead of 13.");
  }

  @Test
  void aStepThatIsMostlyBytesGetsACodec() {
    Advice advice = Advice.of(work(1_000_000, 1000, 0), model(1e-5), 0.01);

    assertThat(advice.mode()).isEqualTo(Mode.CODEC);
    assertThat(advice.keys()).isEqualTo("compression: {kind: bf16, broadcast: float32}");
    Alternative own = advice.alternatives().get(0);
    Alternative codec = advice.alternatives().get(1);
    assertThat(own.bytesPerEpoch()).isCloseTo(1000 * 9 * 8e6, within(1.0));
    assertThat(codec.bytesPerEpoch()).isCloseTo(1000 * (4e6 + 8 * 2e6), within(1.0));
  }

  @Test
  void localRoundsPayForTheMemoryOfTheRule() {
    Advice without = Advice.of(work(100_000, 1000, 0), model(1e-5), 0);
    Advice with = Advice.of(work(100_000, 1000, 2), model(1e-5), 0);

    Alternative local = without.alternatives().get(3);
    Alternative adam = with.alternatives().get(3);
    assertThat(local.mode()).isEqualTo(Mode.LOCAL_ROUNDS);
    assertThat(adam.bytesPerEpoch()).isCloseTo(3 * local.bytesPerEpoch(), within(1e-3));
    assertThat(adam.secondsPerEpoch()).isGreaterThan(local.secondsPerEpoch());
  }

  @Test
  void roundsThatAreTooShortBecomeLonger() {
    Workload local = work(1000, 4000, 0).withRounds(4000, 4, Workload.Place.PARTITIONS);
    Advice advice = Advice.of(local, model(1e-5), 0);

    assertThat(advice.mode()).isEqualTo(Mode.LOCAL_ROUNDS);
    // 12.4 ms are a quarter of ten rounds of 5 ms.
    assertThat(advice.keys()).isEqualTo("synchronize.local-steps: 40");
    assertThat(advice.reason()).startsWith("only 29 % of a round is spent on local steps");
  }

  @Test
  void aRunOfOneRoundAPassHasNoLocalSteps() {
    Advice advice = Advice.of(work(1000, 1_000_000, 0), model(1e-9), 0);

    assertThat(advice.alternatives())
        .extracting(Alternative::mode)
        .containsExactly(Mode.SYNCHRONOUS, Mode.CODEC, Mode.ACCUMULATION);
  }
}
