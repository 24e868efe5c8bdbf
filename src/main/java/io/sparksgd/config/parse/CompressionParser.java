package io.sparksgd.config.parse;

import io.sparksgd.compress.Bias;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.FeedbackConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the group {@code compression}. */
final class CompressionParser {
  static final KindKeys<CompressionSpec> SPECS = new KindKeys<>(CompressionSpec.kinds(), ", ");
  static final RecordKeys<CompressionConfig> KEYS = new RecordKeys<>(CompressionConfig.class);
  static final RecordKeys<FeedbackConfig> FEEDBACK = new RecordKeys<>(FeedbackConfig.class);

  private CompressionParser() {}

  /** The kinds whose errors do not average out. */
  static List<String> biased() {
    return SPECS.names().stream()
        .filter(kind -> SPECS.of(kind).usual().bias() == Bias.BIASED)
        .toList();
  }

  static CompressionConfig parse(Section section) {
    Optional<String> kind = SPECS.kind(section, "none");
    CompressionSpec spec = SPECS.read(section, kind.orElse("none"));
    RecordKeys.Reading<CompressionConfig> reading = KEYS.reading(section).with("spec", spec);
    if (spec instanceof CompressionSpec.None) {
      reading.with("startStep", 0L);
    }
    CompressionConfig compression = reading.with("feedback", feedback(spec.bias(), section)).read();
    String feedback = "only with compression.kind: " + String.join(", ", biased());
    Map<String, String> elsewhere = new LinkedHashMap<>();
    elsewhere.put("error-feedback", feedback);
    elsewhere.put("snapshot-every", feedback + "; and compression.error-feedback: true");
    elsewhere.put("start-step", "only with a compression.kind other than none");
    SPECS.done(section, kind, elsewhere);
    return compression;
  }

  private static Optional<FeedbackConfig> feedback(Bias bias, Section section) {
    return bias == Bias.BIASED && section.flag("error-feedback").orElse(true)
        ? Optional.of(FEEDBACK.read(section))
        : Optional.empty();
  }

  static Map<String, Object> toMap(CompressionConfig compression) {
    Map<String, Object> map = SPECS.map(compression.spec());
    if (compression.spec().bias() == Bias.BIASED) {
      map.put("error-feedback", compression.feedback().isPresent());
    }
    compression.feedback().ifPresent(feedback -> map.putAll(FEEDBACK.map(feedback)));
    map.putAll(KEYS.map(compression));
    if (compression.spec() instanceof CompressionSpec.None) {
      map.remove("start-step");
    }
    return map;
  }
}
