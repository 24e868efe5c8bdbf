package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static BigDecimal value(ExactSum sum) {
    return new BigDecimal(sum.scaled())
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(ExactSum.SCALE)));
  }

  private static int bytes(ExactSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sum);
    }
    return bytes.size();
  }

  @Test
  void sumsOfBothSignsAreExactHoweverTheyAreMerged() {
    Random random = new Random(7);
    ExactSum all = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int part = 0; part < 300; part++) {
      ExactSum sum = new ExactSum();
      for (int i = 0; i < 20; i++) {
        double x = Math.scalb(random.nextDouble() - 0.9, random.nextInt(200) - 100);
        sum.add(x);
        sum.addSquare(x);
        BigDecimal exact = new BigDecimal(x);
        expected = expected.add(exact).add(exact.multiply(exact));
      }
      all.add(sum);
    }
    assertThat(value(all)).isEqualByComparingTo(expected);
  }

  /** One digit more for each partition would be a quadratic merge of thousands of them. */
  @Test
  void aNegativeSumStaysSmallHoweverOftenItIsMerged() throws IOException {
    ExactSum all = new ExactSum();
    for (int part = 0; part < 5000; part++) {
      ExactSum sum = new ExactSum();
      sum.add(-0.75);
      all.add(sum);
    }
    assertThat(value(all)).isEqualByComparingTo(new BigDecimal(-3750));
    assertThat(bytes(all)).isLessThan(500);
  }
}
