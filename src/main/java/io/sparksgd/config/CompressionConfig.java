package io.sparksgd.config;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;

/**
 * The group {@code compression}: how gradients and weight changes travel to the driver, and weights
 * from it.
 */
public record CompressionConfig(
    @Setting(key = "kind", type = "a kind", usual = "none", param = "compression")
        @Says("what is sent in place of float64")
        CompressionSpec spec,
    @Setting(
            key = "error-feedback",
            type = "true or false",
            usual = "true",
            param = "errorFeedback")
        @Says("what is not sent is added to what the next round sends; without it, it is lost")
        Optional<FeedbackConfig> feedback,
    @Setting(range = "from 0", usual = "0", param = "compressionStartStep")
        @Says("first step that is compressed; the ones before are dense")
        long startStep,
    @Setting(usual = "float64", param = "broadcastFormat")
        @Says("how the weights travel to the executors; the driver keeps float64")
        Broadcast broadcast) {

  /** Whole gradients of float64, as without the group. */
  public static final CompressionConfig NONE =
      new CompressionConfig(new CompressionSpec.None(), Optional.empty(), 0, Broadcast.FLOAT64);

  /** How the weights travel to the executors; those of the driver are float64. */
  public enum Broadcast {
    FLOAT64,
    FLOAT32,
    BF16;

    /** The codec of the weights. */
    public CompressionSpec spec() {
      return switch (this) {
        case FLOAT64 -> new CompressionSpec.None();
        case FLOAT32 -> new CompressionSpec.Float32();
        case BF16 -> new CompressionSpec.Bf16();
      };
    }
  }
}
