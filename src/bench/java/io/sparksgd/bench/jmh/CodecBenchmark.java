package io.sparksgd.bench.jmh;

import io.sparksgd.compress.Codec;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A gradient of a matrix, into bytes and added back; every value differs from zero. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private static final int COLUMNS = 100;
  private static final double RATIO = 0.01;

  /** Values of the gradient. */
  @Param({"10000", "1000000"})
  public int size;

  /** The codec. */
  @Param({
    "none",
    "float32",
    "bf16",
    "fp16",
    "int8",
    "random-k",
    "top-k",
    "threshold",
    "sign",
    "power-sgd"
  })
  public String kind;

  private Codec codec;
  private double[] gradient;
  private double[] sum;
  private byte[] bytes;
  private long stream;

  /** Makes codec and gradient. */
  @Setup
  public void setUp() {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("weights", ParameterGroup.Kind.WEIGHTS, size / COLUMNS, COLUMNS)
            .build();
    codec = spec().build(layout);
    gradient = Blocks.vector(size);
    sum = new double[size];
    bytes = codec.encode(gradient, 1, 0);
  }

  private CompressionSpec spec() {
    return switch (kind) {
      case "none" -> new CompressionSpec.None();
      case "float32" -> new CompressionSpec.Float32();
      case "bf16" -> new CompressionSpec.Bf16();
      case "fp16" -> new CompressionSpec.Fp16();
      case "int8" -> new CompressionSpec.Int8(1024);
      case "random-k" -> new CompressionSpec.RandomK(RATIO);
      case "top-k" -> new CompressionSpec.TopK(RATIO);
      // About a hundredth of the values of standard deviation 0.01.
      case "threshold" -> new CompressionSpec.Threshold(0.0258);
      case "sign" -> new CompressionSpec.Sign();
      case "power-sgd" -> new CompressionSpec.PowerSgd(2);
      default -> throw new IllegalArgumentException("Invalid kind: " + kind);
    };
  }

  /** Vector to bytes. */
  @Benchmark
  public byte[] encode() {
    return codec.encode(gradient, 1, stream++);
  }

  /** Bytes added to a sum. */
  @Benchmark
  public double[] addDecoded() {
    codec.addDecoded(bytes, sum);
    return sum;
  }
}
