package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.ChildJava;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowKernelsTest {
  private static final RowKernels PLAIN = new PlainKernels();

  /** Lengths around the widths of vectors and around the shortest row worth a vector. */
  static IntStream lengths() {
    return IntStream.concat(
        IntStream.rangeClosed(0, 50), IntStream.of(63, 64, 65, 127, 129, 512, 1000));
  }

  /** Rows that overlap, repeat and start anywhere. */
  private static int[] starts(long seed, int count, int last) {
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) CounterRandom.below(seed, 1, i, last + 1);
    }
    return starts;
  }

  private static double[] doubles(long seed, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      // Of very different sizes: another order of additions has other bits.
      values[i] =
          CounterRandom.gaussian(seed, 2, i) * Math.exp(4 * CounterRandom.gaussian(seed, 3, i));
    }
    return values;
  }

  private static float[] floats(long seed, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) CounterRandom.gaussian(seed, 2, i);
    }
    return values;
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** The canonical order, spelled out. */
  private static double dot(double[] values, int start, int length, double[] x) {
    double[] s = new double[8];
    for (int j = 0; j < length; j++) {
      double product = values[start + j] * x[j];
      s[j % 8] += product;
    }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  @Test
  void testsRunWithTheVectorModule() {
    assertThat(RowKernels.fastest().name()).isEqualTo("vector");
  }

  static Stream<RowKernels> kernels() {
    return Stream.of(PLAIN, RowKernels.fastest());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void dotsAddInTheCanonicalOrder(RowKernels kernels) {
    lengths()
        .forEach(
            length -> {
              double[] doubles = doubles(length, 3 * length + 20);
              float[] floats = floats(length, 3 * length + 20);
              double[] x = doubles(7, length);
              for (int count = 0; count < 10; count++) {
                int[] starts = starts(count, count, 2 * length + 20);
                double[] out = new double[count];
                double[] floatOut = new double[count];
                kernels.dots(doubles, starts, count, length, x, out);
                kernels.dots(floats, starts, count, length, x, floatOut);
                for (int i = 0; i < count; i++) {
                  assertThat(out[i]).isEqualTo(dot(doubles, starts[i], length, x));
                  assertThat(floatOut[i]).isEqualTo(dot(widened(floats), starts[i], length, x));
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAreAddedOneAfterTheOther(RowKernels kernels) {
    lengths()
        .forEach(
            length -> {
              double[] doubles = doubles(length, 3 * length + 20);
              float[] floats = floats(length, 3 * length + 20);
              for (int count = 0; count < 10; count++) {
                int[] starts = starts(count, count, 2 * length + 20);
                double[] factors = doubles(8, count);
                double[] sum = doubles(9, length);
                double[] floatSum = sum.clone();
                double[] expected = sum.clone();
                double[] floatExpected = sum.clone();
                for (int i = 0; i < count; i++) {
                  for (int j = 0; j < length; j++) {
                    expected[j] += factors[i] * doubles[starts[i] + j];
                    floatExpected[j] += factors[i] * floats[starts[i] + j];
                  }
                }
                kernels.addRows(doubles, starts, factors, count, length, sum);
                kernels.addRows(floats, starts, factors, count, length, floatSum);
                assertThat(sum).containsExactly(expected);
                assertThat(floatSum).containsExactly(floatExpected);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void zerosAtTheEndOfARowChangeNoBit(RowKernels kernels) {
    lengths()
        .forEach(
            length -> {
              double[] row = doubles(3, length + 30);
              double[] x = doubles(4, length + 30);
              for (int j = length; j < row.length; j++) {
                row[j] = 0;
              }
              double[] narrow = new double[1];
              kernels.dots(row, new int[1], 1, length, x, narrow);
              for (int width = length; width < row.length; width++) {
                double[] wide = new double[1];
                kernels.dots(row, new int[1], 1, width, x, wide);
                assertThat(wide).containsExactly(narrow);
              }
            });
  }

  /**
   * The JVM learns what vectors there are from calls within the Vector API, which everybody makes.
   */
  @Test
  void vectorKernelsMakeNoObjectsAlthoughOthersUsedOtherVectorsFirst(@TempDir Path directory)
      throws Exception {
    Path said = directory.resolve("said.txt");
    List<String> command = ChildJava.command(Path.of(""));
    command.addAll(
        List.of("-Xmx256m", "-cp", ChildJava.classPath(), KernelsAfterBlas.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
      assertThat(said).content().contains("vector kernels: ");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The classes of this project again, loaded where nobody has seen the ones that tests use. */
  @Test
  void noClassButTheVectorKernelsNeedsTheModule() throws Exception {
    URL classes = RowKernels.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader withoutModule =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.incubator.")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };
    Object fastest =
        withoutModule.loadClass(RowKernels.class.getName()).getMethod("fastest").invoke(null);
    assertThat(fastest.getClass().getSimpleName()).isEqualTo("PlainKernels");
  }
}
