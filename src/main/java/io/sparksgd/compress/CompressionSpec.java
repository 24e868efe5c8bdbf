package io.sparksgd.compress;

import io.sparksgd.math.ParameterLayout;

/** The settings of a codec; {@link #build} makes it for a parameter vector. */
public sealed interface CompressionSpec {

  /**
   * A codec for vectors of this layout.
   *
   * @throws IllegalArgumentException if the bytes of a vector may not fit into an array
   */
  Codec build(ParameterLayout layout);

  /** Whether the errors of the codecs average out. */
  default Bias bias() {
    return build(ParameterLayout.builder().build()).bias();
  }

  /** Dense float64. */
  record None() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Float64Codec(layout.size());
    }
  }

  /** Dense float32. */
  record Float32() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Float32Codec(layout.size());
    }
  }
}
