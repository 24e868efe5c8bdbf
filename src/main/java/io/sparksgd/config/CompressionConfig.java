package io.sparksgd.config;

import io.sparksgd.compress.CompressionSpec;
import java.util.Optional;

/**
 * The group {@code compression}: how gradients and weight changes travel to the driver, and weights
 * from it.
 *
 * @param spec of what travels to the driver
 * @param feedback what happens to what the codec leaves out; empty: it is lost
 * @param startStep first step that is compressed; dense before
 */
public record CompressionConfig(
    CompressionSpec spec, Optional<FeedbackConfig> feedback, long startStep, Broadcast broadcast) {

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
