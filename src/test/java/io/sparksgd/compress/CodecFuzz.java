package io.sparksgd.compress;

import io.sparksgd.fuzz.FuzzTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of every codec, which the first byte chooses: finite numbers, or refused. */
public final class CodecFuzz implements FuzzTarget {
  private static final int SIZE = 300;
  private static final long SEED = 3;

  private final List<Codec> codecs = new ArrayList<>();
  private final double[] decoded = new double[SIZE];

  /** All the kinds. */
  public CodecFuzz() {
    List<CompressionSpec> specs =
        List.of(
            new CompressionSpec.None(),
            new CompressionSpec.Float32(),
            new CompressionSpec.Bf16(),
            new CompressionSpec.Fp16(),
            new CompressionSpec.Int8(64),
            new CompressionSpec.RandomK(0.1),
            new CompressionSpec.TopK(0.1),
            new CompressionSpec.Sign(),
            new CompressionSpec.PowerSgd(2));
    specs.forEach(spec -> codecs.add(spec.build(TestVectors.layout(SIZE))));
  }

  @Override
  public boolean takes(byte[] input) {
    int kind = input.length == 0 ? 0 : input[0] & 0xFF;
    byte[] bytes = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    try {
      if (kind % (codecs.size() + 1) == codecs.size()) {
        IndexCoder.decode(bytes, SIZE);
        return true;
      }
      codecs.get(kind % (codecs.size() + 1)).decode(bytes, decoded);
    } catch (MalformedBytesException e) {
      return false;
    }
    for (double value : decoded) {
      if (!Double.isFinite(value)) {
        throw new AssertionError("decoded " + value);
      }
    }
    return true;
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int kind = 0; kind < codecs.size(); kind++) {
      seeds.add(of(kind, codecs.get(kind).encode(TestVectors.gaussian(SIZE, kind), SEED, kind)));
      seeds.add(of(kind, codecs.get(kind).encode(TestVectors.sparse(SIZE, kind), SEED, kind)));
    }
    seeds.add(of(codecs.size(), IndexCoder.encode(new int[] {0, 5, 200, 299}, SIZE)));
    return seeds;
  }

  private static byte[] of(int kind, byte[] bytes) {
    byte[] input = new byte[1 + bytes.length];
    input[0] = (byte) kind;
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    return input;
  }
}
