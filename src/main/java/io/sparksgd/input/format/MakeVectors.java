package io.sparksgd.input.format;

import io.sparksgd.features.FeatureMaker;
import org.apache.spark.api.java.function.Function;

/** Makes the vectors of chunks of raw rows. */
public final class MakeVectors implements Function<Chunk, Chunk> {
  private static final long serialVersionUID = 1L;

  private final FeatureMaker maker;

  public MakeVectors(FeatureMaker maker) {
    this.maker = maker;
  }

  @Override
  public Chunk call(Chunk chunk) {
    return chunk.made(maker);
  }
}
