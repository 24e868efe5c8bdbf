package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class GradientSumTest {

  /** Whole numbers, so that every order of additions is exact. */
  private static GradientSum sum(double first) {
    GradientSum sum = new GradientSum(3);
    sum.gradient()[0] = first;
    sum.gradient()[2] = 2 * first;
    sum.addRow(2, 5 * first);
    sum.addRow(1, first);
    return sum;
  }

  @Test
  void addsEveryPart() {
    GradientSum sum = sum(1);
    sum.add(sum(10));
    assertThat(sum.gradient()).containsExactly(11, 0, 22);
    assertThat(sum.lossSum()).isEqualTo(66);
    assertThat(sum.weightSum()).isEqualTo(6);
    assertThat(sum.rows()).isEqualTo(4);
    assertThat(sum.size()).isEqualTo(3);
  }

  @Test
  void additionIsAssociativeAndCommutative() {
    GradientSum left = sum(1);
    left.add(sum(10));
    left.add(sum(100));
    GradientSum inner = sum(100);
    inner.add(sum(10));
    GradientSum right = sum(1);
    right.add(inner);
    assertSame(left, right);
  }

  @Test
  void theEmptySumIsNeutralOnBothSides() {
    GradientSum right = sum(7);
    right.add(new GradientSum(3));
    assertSame(right, sum(7));
    GradientSum left = new GradientSum(3);
    left.add(sum(7));
    assertSame(left, sum(7));
  }

  @Test
  void theSumDoesNotShareItsGradientWithWhatWasAdded() {
    GradientSum part = sum(1);
    GradientSum sum = new GradientSum(3);
    sum.add(part);
    part.gradient()[0] = 99;
    assertThat(sum.gradient()[0]).isEqualTo(1);
  }

  @Test
  void anEmptySumOfAMillionParametersIsSmallToShip() throws Exception {
    GradientSum empty = new GradientSum(1_000_000);
    empty.add(new GradientSum(1_000_000));
    assertThat(serialised(empty).length).isLessThan(200);
    empty.gradient();
    assertThat(serialised(empty).length).isGreaterThan(8_000_000);
  }

  @Test
  void survivesSerialisation() throws Exception {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(serialised(sum(3))))) {
      assertSame((GradientSum) in.readObject(), sum(3));
    }
  }

  @Test
  void rejectsSumsOfAnotherSize() {
    assertThatThrownBy(() -> sum(1).add(new GradientSum(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sum: size 4 (allowed: 3)");
  }

  private static void assertSame(GradientSum actual, GradientSum expected) {
    assertThat(actual.gradient()).containsExactly(expected.gradient());
    assertThat(actual.lossSum()).isEqualTo(expected.lossSum());
    assertThat(actual.weightSum()).isEqualTo(expected.weightSum());
    assertThat(actual.rows()).isEqualTo(expected.rows());
  }

  private static byte[] serialised(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
