package io.sparksgd.config;

import io.sparksgd.compress.Bias;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.CompressionConfig.Broadcast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the group {@code compression}. */
final class CompressionParser {
  private static final List<String> KINDS =
      List.of(
          "none",
          "float32",
          "bf16",
          "fp16",
          "int8",
          "random-k",
          "top-k",
          "threshold",
          "sign",
          "power-sgd");

  private static final int DEFAULT_BUCKET = 512;
  private static final double DEFAULT_RATIO = 0.01;
  private static final int DEFAULT_RANK = 2;
  private static final int DEFAULT_SNAPSHOT_EVERY = 32;

  private static final String BIASED = "only with kind: top-k, threshold, sign, power-sgd";

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "bucket", "only with kind: int8",
          "ratio", "only with kind: random-k, top-k",
          "threshold", "only with kind: threshold",
          "rank", "only with kind: power-sgd",
          "error-feedback", BIASED,
          "snapshot-every", BIASED + "; and error-feedback: true",
          "start-step", "only with kinds other than none");

  private final Section section;

  private CompressionParser(Section section) {
    this.section = section;
  }

  static List<String> kinds() {
    return KINDS;
  }

  static CompressionConfig parse(Section section) {
    return new CompressionParser(section).parse();
  }

  private CompressionConfig parse() {
    Map<String, String> kinds = new LinkedHashMap<>();
    KINDS.forEach(kind -> kinds.put(kind, kind));
    Optional<String> kind = section.choice("kind", kinds);
    boolean known = kind.isPresent() || !section.has("kind");
    CompressionSpec spec = spec(kind.orElse("none"));
    long startStep = 0;
    if (!(spec instanceof CompressionSpec.None)) {
      startStep = section.whole("start-step", 0, Long.MAX_VALUE).orElse(0);
    }
    Optional<FeedbackConfig> feedback = spec.bias() == Bias.BIASED ? feedback() : Optional.empty();
    Broadcast broadcast = section.choice("broadcast", Broadcast.class).orElse(Broadcast.FLOAT64);
    if (known) {
      section.done(ELSEWHERE);
    } else {
      section.doneWithoutKind(ELSEWHERE);
    }
    return new CompressionConfig(spec, feedback, startStep, broadcast);
  }

  private CompressionSpec spec(String kind) {
    return switch (kind) {
      case "float32" -> new CompressionSpec.Float32();
      case "bf16" -> new CompressionSpec.Bf16();
      case "fp16" -> new CompressionSpec.Fp16();
      case "int8" ->
          new CompressionSpec.Int8(section.count("bucket", 1, Section.MOST).orElse(DEFAULT_BUCKET));
      case "random-k" -> new CompressionSpec.RandomK(ratio());
      case "top-k" -> new CompressionSpec.TopK(ratio());
      case "threshold" -> new CompressionSpec.Threshold(threshold());
      case "sign" -> new CompressionSpec.Sign();
      case "power-sgd" ->
          new CompressionSpec.PowerSgd(section.count("rank", 1, Section.MOST).orElse(DEFAULT_RANK));
      default -> new CompressionSpec.None();
    };
  }

  private double ratio() {
    return section
        .number("ratio", x -> x > 0 && x <= 1, "a number above 0, up to 1")
        .orElse(DEFAULT_RATIO);
  }

  private double threshold() {
    if (!section.has("threshold")) {
      section.error("kind", "Missing compression.threshold (allowed: a number above 0)");
    }
    return section.number("threshold", x -> x > 0, "a number above 0").orElse(1);
  }

  private Optional<FeedbackConfig> feedback() {
    if (!section.flag("error-feedback").orElse(true)) {
      return Optional.empty();
    }
    int snapshotEvery = section.count("snapshot-every", 1).orElse(DEFAULT_SNAPSHOT_EVERY);
    return Optional.of(new FeedbackConfig(snapshotEvery));
  }
}
