package io.sparksgd.config.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Valid job files at random: for each group one of its forms, with random numbers. */
final class Settings {
  private static final List<String> MODELS =
      List.of(
          "{kind: linear, intercept: false}",
          "{kind: huber, delta: %f}",
          "{kind: quantile, quantile: %f}",
          "{kind: poisson, init: 'null', init-optimizer: true, keep-optimizer: true}",
          "{kind: linear, init: \"a: b # c\\n\\u2028d\"}",
          "{kind: poisson}",
          "{kind: factorization-machine, factors: %d, output: linear, init-scale: %f}",
          "{kind: factorization-machine, output: huber, delta: %f}",
          "{kind: mlp, hidden: [%d, 3], activation: gelu, dropout: %f, output: linear}",
          "{kind: mlp, hidden: [5], output: huber, delta: %f}");
  private static final List<String> DATA =
      List.of(
          "{train: a.libsvm, validation: [b.svm, 'c: d'], index-base: zero, bad-rows: drop}",
          "{train: [a.csv, b.csv], validation-fraction: %f, header: false, delimiter: \"\\t\"}",
          "{train: a.parquet, validation-column: 'true', label: '1', features: [x, '~'],"
              + " weight: w}",
          "{train: ' a ', format: orc, validation: b, num-features: %d, partitions: %d, placement:"
              + " spread}",
          "{train: a.json, validation: b.json, features: v, bad-rows: quarantine, precision:"
              + " float32}");

  /** With data that has columns and does not say itself what the features are. */
  private static final List<String> FEATURES =
      List.of(
          "{numbers: [a, 'b c'], scale: standard, one-hot: d, hash: [e, f], hash-size: %d}",
          "{numbers: a}", "{hash: [a, b]}", "{one-hot: ['1', b]}");

  private static final List<String> BATCHES =
      List.of(
          "{size: %d, sampling: replacement, accumulation-steps: %d}",
          "{size: %d, sampling: bernoulli}",
          "{size: %d, sampling: block-shuffle}",
          "{fraction: %f, accumulation-steps: %d}",
          "{full: true}",
          "{}");
  private static final List<String> OPTIMIZERS =
      List.of(
          "{kind: sgd, learning-rate: %f, clip-norm: %f}",
          "{kind: momentum, momentum: %f, dampening: %f, clip-value: %f}",
          "{kind: nesterov, momentum: %f, average-decay: %f}",
          "{kind: adam, beta1: %f, beta2: %f, epsilon: %f}",
          "{kind: amsgrad, beta1: %f, beta2: %f, epsilon: %f}",
          "{kind: adamw, beta1: %f, beta2: %f, epsilon: %f, weight-decay: %f}",
          "{kind: adagrad, initial-accumulator: %f, epsilon: %f}",
          "{kind: rmsprop, decay: %f, epsilon: %f, momentum: %f}",
          "{kind: lars, momentum: %f, weight-decay: %f, trust-coefficient: %f, epsilon: %f}",
          "{kind: lamb, beta1: %f, beta2: %f, epsilon: %f, weight-decay: %f}",
          "{kind: lion, beta1: %f, beta2: %f, weight-decay: %f}",
          "{kind: ftrl, beta: %f, l1: %f, l2: %f}",
          "{kind: adafactor, least-scale: %f, weight-decay: %f}");
  private static final List<String> SCHEDULES =
      List.of(
          "{kind: constant, warmup-steps: %d, warmup-start-factor: %f}",
          "{kind: step, every: %d, factor: %f}",
          "{kind: exponential, factor: %f}",
          "{kind: inverse-time, rate: %f, warmup-steps: %d}",
          "{kind: inverse-sqrt, timescale: %f}",
          "{kind: polynomial, steps: %d, power: %f, minimum: %f}",
          "{kind: polynomial}",
          "{kind: cosine, minimum: %f, after-end: reflect}",
          "{kind: cosine, steps: %d, warmup-steps: %d}",
          "{kind: cosine-restarts, steps: %d, multiplier: %d, minimum: %f}",
          "{kind: one-cycle, steps: %d, warmup-fraction: %f, initial-divisor: %f,"
              + " final-divisor: %f}",
          "{kind: one-cycle}",
          "{kind: plateau, metric: mae, factor: %f, patience: %d, threshold: %f,"
              + " threshold-mode: absolute, cooldown: %d, minimum: %f, warmup-steps: %d}",
          "{kind: join, warmup-steps: %d, parts: [{for-steps: %d},"
              + " {kind: cosine, for-steps: %d, warmup-steps: %d}, {kind: step, every: %d}]}");
  private static final List<String> SCALINGS =
      List.of("{rule: none}", "{rule: linear, reference-batch-size: %d}", "{}");
  private static final List<String> SYNCHRONIZATIONS =
      List.of(
          "{every: step, timeout-seconds: %d}",
          "{local-steps: %d, local-state: keep, start-local-at: %d}",
          "{local-steps: %d, local-state: reset, outer: {kind: sgd, learning-rate: %f}}",
          "{local-epochs: %f, local-state: keep, local-precision: float64, outer: {kind: nesterov,"
              + " momentum: %f}}",
          "{local-epochs: %f, local-state: reset, outer: {kind: momentum, momentum: %f}}",
          "{}");
  private static final List<String> COMPRESSIONS =
      List.of(
          "{kind: none, broadcast: float32}",
          "{kind: float32, start-step: %d}",
          "{kind: bf16}",
          "{kind: fp16, broadcast: bf16}",
          "{kind: int8, bucket: %d, start-step: %d}",
          "{kind: random-k, ratio: %f}",
          "{kind: top-k, ratio: %f, error-feedback: false, start-step: %d}",
          "{kind: top-k, ratio: %f, snapshot-every: %d}",
          "{kind: threshold, threshold: %f, error-feedback: true}",
          "{kind: sign, snapshot-every: %d, broadcast: float64}",
          "{kind: power-sgd, rank: %d}",
          "{}");
  private static final List<String> STOPS =
      List.of(
          "{epochs: %f}",
          "{steps: %d, minutes: %f}",
          "{steps: %d, target: {metric: r2, value: -%f}}",
          "{early: {metric: rmse, patience: %d, min-delta: %f, keep: last}}");
  private static final List<String> EVALUATIONS =
      List.of("{every-steps: %d, metrics: [r2, loss]}", "{every-epochs: %f}", "{}");

  private static final List<String> GUARDS =
      List.of(
          "{}",
          "{on-divergence: fail, explosion-factor: %d.5}",
          "{on-divergence: skip, max-times: %d}",
          "{on-divergence: roll-back, rate-factor: %f, max-times: %d, every-steps: %d}");

  private static final List<String> CHECKPOINTS =
      List.of(
          "{}",
          "{dir: 'a b'}",
          "{dir: c, every-steps: %d, keep: %d, resume: required}",
          "{dir: d, resume: never, on-failure: fail}");

  private final Random random;

  Settings(long seed) {
    random = new Random(seed);
  }

  /** A valid job file. */
  String job() {
    List<String> lines = new ArrayList<>();
    lines.add("name: " + List.of("a", "'12'", "\"x\\ty\"", "'no'").get(random.nextInt(4)));
    if (random.nextInt(4) == 0) {
      lines.add("data: {train: a.orc, validation-fraction: 0.25}");
      lines.add("features: " + one(FEATURES));
    } else {
      lines.add("data: " + one(DATA));
    }
    lines.add("model: " + one(MODELS));
    lines.add("penalty: " + fill("{l1: %f, l2: %f}"));
    lines.add("batch: " + one(BATCHES));
    lines.add("optimizer: " + one(OPTIMIZERS));
    lines.add("schedule: " + one(SCHEDULES));
    lines.add("scaling: " + one(SCALINGS));
    lines.add("synchronize: " + one(SYNCHRONIZATIONS));
    lines.add("compression: " + one(COMPRESSIONS));
    lines.add("stop: " + one(STOPS));
    lines.add("evaluate: " + one(EVALUATIONS));
    lines.add("guard: " + one(GUARDS));
    lines.add("checkpoint: " + one(CHECKPOINTS));
    lines.add("seed: " + random.nextLong());
    lines.add("output: 'out/it''s'");
    return String.join("\n", lines) + "\n";
  }

  private String one(List<String> forms) {
    return fill(forms.get(random.nextInt(forms.size())));
  }

  /** Puts a number between 0 and 1 for each %f, of any size, and a count for each %d. */
  private String fill(String form) {
    String filled = form;
    while (filled.contains("%")) {
      int at = filled.indexOf('%');
      String number =
          filled.charAt(at + 1) == 'f'
              ? Double.toString(Math.pow(random.nextDouble(), 1 + random.nextInt(30)))
              : Integer.toString(1 + random.nextInt(1 << random.nextInt(1, 20)));
      filled = filled.substring(0, at) + number + filled.substring(at + 2);
    }
    return filled;
  }
}
