package io.sparksgd.compress;

import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;

/** The settings of a codec; {@link #build} makes it for a parameter vector. */
public sealed interface CompressionSpec extends Serializable {

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

  /** Dense float64: 8 bytes a value. */
  record None() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Float64Codec(layout.size());
    }
  }

  /** Dense float32: 4 bytes a value. */
  record Float32() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Float32Codec(layout.size());
    }
  }

  /** Dense bfloat16: 2 bytes a value, 8 significant bits. */
  record Bf16() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Bf16Codec(layout.size());
    }
  }

  /** Dense half precision with a common exponent: 2 bytes a value, 11 significant bits. */
  record Fp16() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new Fp16Codec(layout.size());
    }
  }

  /**
   * Rounded at random to 255 levels (QSGD).
   *
   * @param bucket values that share a scale
   */
  record Int8(int bucket) implements CompressionSpec {
    public Int8 {
      Arguments.atLeastOne("bucket", bucket);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new Int8Codec(layout.size(), bucket);
    }
  }

  /**
   * Values at random, scaled up for those that are not sent.
   *
   * @param ratio share of the values; at least one is sent
   */
  record RandomK(double ratio) implements CompressionSpec {
    public RandomK {
      Arguments.share("ratio", ratio);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new RandomKCodec(layout.size(), Arguments.count(ratio, layout.size()));
    }
  }

  /**
   * The values of largest magnitude, as bfloat16.
   *
   * @param ratio share of the values; at least one is sent
   */
  record TopK(double ratio) implements CompressionSpec {
    public TopK {
      Arguments.share("ratio", ratio);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new TopKCodec(layout.size(), Arguments.count(ratio, layout.size()));
    }
  }

  /** The values of at least this magnitude, as bfloat16. */
  record Threshold(double threshold) implements CompressionSpec {
    public Threshold {
      Arguments.positive("threshold", threshold);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new ThresholdCodec(layout.size(), threshold);
    }
  }

  /** One bit a value and the mean magnitude. */
  record Sign() implements CompressionSpec {
    @Override
    public Codec build(ParameterLayout layout) {
      return new SignCodec(layout);
    }
  }

  /** Matrices of this rank for the matrices among the parameters. */
  record PowerSgd(int rank) implements CompressionSpec {
    public PowerSgd {
      Arguments.atLeastOne("rank", rank);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new PowerSgdCodec(layout, rank);
    }
  }
}
