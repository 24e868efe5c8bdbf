package io.sparksgd.exchange;

import io.sparksgd.compress.Codec;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.plan.Round;
import java.io.Serializable;

/**
 * The encodings of all rounds of a run, to the driver and from it. Driver and tasks both have it.
 */
public final class Wires implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long startStep;
  private final Wire exact;
  private final Wire compressed;
  private final Codec weights;

  public Wires(CompressionConfig config, ParameterLayout layout, long seed) {
    this.startStep = config.startStep();
    this.exact = Wire.of(new CompressionSpec.None(), layout, Wire.Rest.LOST, seed);
    Wire.Rest rest = config.feedback().isPresent() ? Wire.Rest.KEPT : Wire.Rest.LOST;
    this.compressed = Wire.of(config.spec(), layout, rest, seed);
    this.weights = config.broadcast().spec().build(layout);
  }

  /** The wire of a round: exact in the dense phase. */
  public Wire of(Round round) {
    return round.updatesBefore() < startStep ? exact : compressed.inRound(round.number());
  }

  /** The wire of the sums of a tree. */
  public Wire exact() {
    return exact;
  }

  /** The codec of the weights that the executors get. */
  public Codec weights() {
    return weights;
  }
}
