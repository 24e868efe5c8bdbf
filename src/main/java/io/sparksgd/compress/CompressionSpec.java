package io.sparksgd.compress;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Kinds;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.io.Serializable;

/** The settings of a codec; {@link #build} makes it for a parameter vector. */
public interface CompressionSpec extends Serializable {

  /** Every kind, in the order of the reference page. */
  static Kinds<CompressionSpec> kinds() {
    return Kinds.of(CompressionSpec.class)
        .and("none", None.class)
        .and("float32", Float32.class)
        .and("bf16", Bf16.class)
        .and("fp16", Fp16.class)
        .and("int8", Int8.class)
        .and("random-k", RandomK.class)
        .and("top-k", TopK.class)
        .and("threshold", Threshold.class)
        .and("sign", Sign.class)
        .and("power-sgd", PowerSgd.class);
  }

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

  /** Rounded at random to 255 levels (QSGD). */
  record Int8(
      @Setting(range = "from 1 to 16777216", usual = "512", param = "compressionBucket")
          @Says("consecutive values that share a scale")
          int bucket)
      implements CompressionSpec {
    public Int8 {
      CodecArguments.atLeastOne("bucket", bucket);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new Int8Codec(layout.size(), bucket);
    }
  }

  /** Values at random, scaled up for those that are not sent. */
  record RandomK(
      @Setting(range = "above 0, up to 1", usual = "0.01", param = "compressionRatio")
          @Says("share of the values that is sent; at least one")
          double ratio)
      implements CompressionSpec {
    public RandomK {
      CodecArguments.share("ratio", ratio);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new RandomKCodec(layout.size(), CodecArguments.count(ratio, layout.size()));
    }
  }

  /** The values of largest magnitude, as bfloat16. */
  record TopK(@Setting(range = "above 0, up to 1", usual = "0.01") double ratio)
      implements CompressionSpec {
    public TopK {
      CodecArguments.share("ratio", ratio);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new TopKCodec(layout.size(), CodecArguments.count(ratio, layout.size()));
    }
  }

  /** The values of at least this magnitude, as bfloat16. */
  record Threshold(
      @Setting(range = "above 0", required = "a number above 0", param = "compressionThreshold")
          @Says(
              "values of at least this magnitude are sent; they are those of the sum over a"
                  + " partition's rows of the step (after local steps, of the change times these"
                  + " rows)")
          double threshold)
      implements CompressionSpec {
    public Threshold {
      CodecArguments.positive("threshold", threshold);
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
  record PowerSgd(
      @Setting(range = "from 1 to 16777216", usual = "2", param = "compressionRank")
          @Says("columns of the factors")
          int rank)
      implements CompressionSpec {
    public PowerSgd {
      CodecArguments.atLeastOne("rank", rank);
    }

    @Override
    public Codec build(ParameterLayout layout) {
      return new PowerSgdCodec(layout, rank);
    }
  }
}
