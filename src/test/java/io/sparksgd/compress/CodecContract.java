package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sparksgd.math.CounterRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every codec; each has a subclass. */
abstract class CodecContract {
  /** Small ones, and those around the buckets' sizes. */
  private static final int[] SIZES = {0, 1, 2, 3, 7, 8, 9, 100, 511, 512, 513, 1025, 3000};

  private static final long SEED = 5;

  /** What the bytes of a vector are decided by. */
  enum Draws {
    VECTOR_ONLY,
    VECTOR_AND_SEED
  }

  /** Whether vectors of one length have one number of bytes. */
  enum Lengths {
    FIXED,
    BY_VALUES
  }

  private final CompressionSpec spec;
  private final Bias bias;
  private final Draws draws;
  private final Lengths lengths;

  CodecContract(CompressionSpec spec, Bias bias, Draws draws, Lengths lengths) {
    this.spec = spec;
    this.bias = bias;
    this.draws = draws;
    this.lengths = lengths;
  }

  /** Fails when the decoded vector is further away than the codec promises. */
  abstract void assertClose(double[] vector, double[] decoded);

  final CompressionSpec spec() {
    return spec;
  }

  final Codec codec(int size) {
    return spec.build(TestVectors.layout(size));
  }

  static double[] decoded(Codec codec, byte[] bytes) {
    double[] decoded = new double[codec.size()];
    codec.decode(bytes, decoded);
    return decoded;
  }

  private static List<double[]> vectors() {
    List<double[]> vectors = new ArrayList<>();
    for (int size : SIZES) {
      vectors.add(TestVectors.gaussian(size, size));
      vectors.add(TestVectors.wide(size, size));
      vectors.add(TestVectors.sparse(size, size));
    }
    return vectors;
  }

  @Test
  void decodedVectorsAreCloseForEveryLength() {
    for (double[] vector : vectors()) {
      Codec codec = codec(vector.length);
      assertClose(vector, decoded(codec, codec.encode(vector, SEED, 1)));
    }
  }

  /** Means over many streams are within five standard errors, but for rounding. */
  @Test
  void unbiasedCodecsAreRightOnAverageAndBiasedOnesAreNot() {
    int size = 40;
    int tries = 4000;
    Codec codec = codec(size);
    double[] vector = TestVectors.gaussian(size, 3);
    double[] sums = new double[size];
    double[] squares = new double[size];
    for (int t = 0; t < tries; t++) {
      double[] decoded = decoded(codec, codec.encode(vector, SEED, t));
      for (int i = 0; i < size; i++) {
        sums[i] += decoded[i];
        squares[i] += decoded[i] * decoded[i];
      }
    }
    double furthest = 0;
    for (int i = 0; i < size; i++) {
      double mean = sums[i] / tries;
      double error = Math.sqrt(Math.max(0, squares[i] / tries - mean * mean) / tries);
      double rounding = 0x1p-8 * Math.abs(vector[i]);
      furthest = Math.max(furthest, Math.abs(mean - vector[i]) / (5 * error + rounding));
    }
    assertThat(codec.bias()).isEqualTo(bias);
    assertThat(spec.bias()).isEqualTo(bias);
    if (bias == Bias.UNBIASED) {
      assertThat(furthest).isLessThanOrEqualTo(1);
    } else {
      assertThat(furthest).isGreaterThan(3);
    }
  }

  @Test
  void equalArgumentsGiveEqualBytesAndTheVectorIsLeftAlone() {
    for (double[] vector : vectors()) {
      double[] before = vector.clone();
      byte[] bytes = codec(vector.length).encode(vector, SEED, 7);

      assertThat(codec(vector.length).encode(vector.clone(), SEED, 7)).isEqualTo(bytes);
      assertThat(vector).isEqualTo(before);
    }
  }

  @Test
  void seedAndStreamDecideWhatIsDrawn() {
    Codec codec = codec(1000);
    double[] vector = TestVectors.gaussian(1000, 1);
    byte[] bytes = codec.encode(vector, SEED, 1);
    boolean draws = this.draws == Draws.VECTOR_AND_SEED;

    assertThat(Arrays.equals(bytes, codec.encode(vector, SEED, 2))).isEqualTo(!draws);
    assertThat(Arrays.equals(bytes, codec.encode(vector, SEED + 1, 1))).isEqualTo(!draws);
  }

  @Test
  void zerosStayZeros() {
    for (int size : SIZES) {
      Codec codec = codec(size);
      byte[] bytes = codec.encode(new double[size], SEED, 1);
      assertThat(decoded(codec, bytes)).isEqualTo(new double[size]);
    }
  }

  @Test
  void extremeMagnitudesComeBackFinite() {
    double[] extremes = {
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      -1e-310,
      1e300,
      1e-300,
      -0.0,
      1,
      0x1p1023
    };
    for (int size : new int[] {1, 9, 100}) {
      for (int first = 0; first < extremes.length; first++) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
          vector[i] = extremes[(first + i) % extremes.length];
        }
        Codec codec = codec(size);
        assertFinite(decoded(codec, codec.encode(vector, SEED, 1)));
        Arrays.fill(vector, extremes[first]);
        assertFinite(decoded(codec, codec.encode(vector, SEED, 1)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreRefusedWhereverTheyStand(double value) {
    Codec codec = codec(100);
    for (int i : new int[] {0, 1, 50, 98, 99}) {
      double[] vector = TestVectors.gaussian(100, 1);
      vector[i] = value;
      assertThatThrownBy(() -> codec.encode(vector, SEED, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid vector: value " + i + " is " + value + " (allowed: finite numbers)");
    }
  }

  @Test
  void vectorsOfAnotherLengthAreRefused() {
    Codec codec = codec(10);
    byte[] bytes = codec.encode(new double[10], SEED, 1);

    assertThatThrownBy(() -> codec.encode(new double[9], SEED, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid vector: 9 values (allowed: 10)");
    assertThatThrownBy(() -> codec.addDecoded(bytes, new double[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid vector: 11 values (allowed: 10)");
  }

  @Test
  void noVectorTakesMoreBytesThanDeclared() {
    for (double[] vector : vectors()) {
      Codec codec = codec(vector.length);
      int bytes = codec.encode(vector, SEED, 1).length;

      assertThat(codec.size()).isEqualTo(vector.length);
      if (lengths == Lengths.FIXED) {
        assertThat(bytes).isEqualTo(codec.maxBytes());
      } else {
        assertThat(bytes).isLessThanOrEqualTo(codec.maxBytes());
      }
    }
  }

  @Test
  void decodedVectorsAreAddedTimesAFactor() {
    Codec codec = codec(1000);
    byte[] bytes = codec.encode(TestVectors.gaussian(1000, 1), SEED, 1);
    double[] decoded = decoded(codec, bytes);
    double[] sum = TestVectors.gaussian(1000, 2);
    double[] expected = sum.clone();
    for (int i = 0; i < 1000; i++) {
      expected[i] = expected[i] + decoded[i] - 2 * decoded[i];
    }
    codec.addDecoded(bytes, sum);
    codec.addDecoded(bytes, -2, sum);

    assertThat(TestVectors.norm(decoded)).isPositive();
    assertThat(TestVectors.norm(TestVectors.difference(sum, expected))).isLessThan(1e-12);
  }

  @Test
  void bytesCutShortOrWithMoreAtTheEndAreRefused() {
    for (double[] vector : List.of(TestVectors.gaussian(300, 1), TestVectors.sparse(300, 1))) {
      Codec codec = codec(300);
      byte[] bytes = codec.encode(vector, SEED, 1);
      for (int length = 0; length <= bytes.length + 9; length++) {
        byte[] other = Arrays.copyOf(bytes, length);
        if (length != bytes.length) {
          assertThatThrownBy(() -> codec.addDecoded(other, new double[300]))
              .as("%s of %s bytes", length, bytes.length)
              .isInstanceOf(MalformedBytesException.class)
              .hasMessageStartingWith("Invalid bytes: ");
        }
      }
    }
  }

  @Test
  void changedBytesAreRefusedOrFinite() {
    for (int size : new int[] {1, 30, 1025}) {
      Codec codec = codec(size);
      byte[] bytes = codec.encode(TestVectors.gaussian(size, 1), SEED, 1);
      for (int t = 0; t < 3000; t++) {
        byte[] changed = bytes.clone();
        for (int change = 0; change <= t % 3; change++) {
          long draw = CounterRandom.bits(17, t, change);
          changed[(int) Long.remainderUnsigned(draw >>> 8, changed.length)] = (byte) draw;
        }
        assertRefusedOrFinite(codec, changed);
      }
    }
  }

  @Test
  void anyBytesAreRefusedOrFinite() {
    Codec codec = codec(50);
    for (int t = 0; t < 5000; t++) {
      byte[] bytes = new byte[t % 2 == 0 ? codec.maxBytes() : t % 37];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) CounterRandom.bits(18, t, i);
      }
      // A header of lists of indices, which few random bytes have.
      if (t % 3 == 0 && bytes.length > 0) {
        bytes[0] &= 1;
      }
      assertRefusedOrFinite(codec, bytes);
    }
  }

  private static void assertRefusedOrFinite(Codec codec, byte[] bytes) {
    try {
      assertFinite(decoded(codec, bytes));
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageStartingWith("Invalid bytes: ");
    } catch (RuntimeException e) {
      throw new AssertionError("decoding failed for " + Arrays.toString(bytes), e);
    }
  }

  @Test
  void whatIsSentAndTheNextResidualAreWhatThereWasToSend() {
    for (double[] vector : vectors()) {
      Codec codec = codec(vector.length);
      double[] residual = TestVectors.gaussian(vector.length, 99);
      Encoded encoded = ErrorFeedback.encode(codec, vector, residual, SEED, 1);
      double[] sent = decoded(codec, encoded.bytes());
      double scale = TestVectors.norm(vector) + TestVectors.norm(residual);
      assertThat(encoded.sent()).isEqualTo(sent);
      for (int i = 0; i < vector.length; i++) {
        double all = vector[i] + residual[i];
        assertThat(encoded.wanted()[i]).isEqualTo(all);
        assertThat(sent[i] + encoded.residual()[i]).isCloseTo(all, within(1e-15 * scale));
      }
    }
  }

  @Test
  void codecsSurviveBothSerialisers() throws Exception {
    Codec codec = codec(100);
    double[] vector = TestVectors.gaussian(100, 1);
    byte[] bytes = codec.encode(vector, SEED, 1);

    assertThat(kryoCopy(codec).encode(vector, SEED, 1)).isEqualTo(bytes);
    assertThat(javaCopy(codec).encode(vector, SEED, 1)).isEqualTo(bytes);
    assertThat(decoded(kryoCopy(codec), bytes)).isEqualTo(decoded(codec, bytes));
  }

  @SuppressWarnings("unchecked")
  private static <T> T kryoCopy(T object) {
    Kryo kryo = new KryoSerializer(new SparkConf(false)).newKryo();
    Output output = new Output(1024, -1);
    kryo.writeClassAndObject(output, object);
    return (T) kryo.readClassAndObject(new Input(output.toBytes()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T javaCopy(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static void assertFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new AssertionError("value " + i + " is " + values[i]);
      }
    }
  }
}
