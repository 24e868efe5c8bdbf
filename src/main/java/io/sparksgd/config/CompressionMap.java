package io.sparksgd.config;

import io.sparksgd.compress.Bias;
import io.sparksgd.compress.CompressionSpec;
import java.util.Map;

/** The group {@code compression} as a plain map. */
final class CompressionMap {
  private CompressionMap() {}

  static Map<String, Object> of(CompressionConfig compression) {
    CompressionSpec spec = compression.spec();
    Map<String, Object> map = JobMap.entries("kind", Kinds.of((Record) spec));
    if (spec instanceof CompressionSpec.Int8 int8) {
      map.put("bucket", int8.bucket());
    } else if (spec instanceof CompressionSpec.RandomK random) {
      map.put("ratio", random.ratio());
    } else if (spec instanceof CompressionSpec.TopK top) {
      map.put("ratio", top.ratio());
    } else if (spec instanceof CompressionSpec.Threshold threshold) {
      map.put("threshold", threshold.threshold());
    } else if (spec instanceof CompressionSpec.PowerSgd power) {
      map.put("rank", power.rank());
    }
    if (spec.bias() == Bias.BIASED) {
      map.put("error-feedback", compression.feedback().isPresent());
    }
    compression
        .feedback()
        .ifPresent(feedback -> map.put("snapshot-every", feedback.snapshotEvery()));
    if (!(spec instanceof CompressionSpec.None)) {
      map.put("start-step", compression.startStep());
    }
    map.put("broadcast", Names.key(compression.broadcast()));
    return map;
  }
}
