package io.sparksgd.compress;

/**
 * bfloat16, 2 bytes a value: rounded to nearest, ties to even; values beyond the range (that of
 * float32) become the largest of it.
 */
final class Bf16Codec implements Codec {
  private static final long serialVersionUID = 1L;

  private final int size;

  Bf16Codec(int size) {
    this.size = size;
    WireBytes.length((long) Short.BYTES * size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int maxBytes() {
    return Short.BYTES * size;
  }

  @Override
  public Bias bias() {
    return Bias.UNBIASED;
  }

  @Override
  public byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size);
    byte[] bytes = new byte[maxBytes()];
    for (int i = 0; i < size; i++) {
      WireBytes.putShort(bytes, Short.BYTES * i, ShortFloat.BF16.round(vector[i]));
    }
    return bytes;
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    WireBytes.checkLength(bytes, maxBytes());
    for (int i = 0; i < size; i++) {
      short number = WireBytes.getShort(bytes, Short.BYTES * i);
      if (!ShortFloat.BF16.isFinite(number)) {
        throw WireBytes.notFinite();
      }
      sum[i] += factor * ShortFloat.BF16.toDouble(number);
    }
  }
}
