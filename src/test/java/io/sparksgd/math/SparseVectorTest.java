package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SparseVectorTest {

  @Test
  void growsAndKeepsItsValues() {
    SparseVector vector = new SparseVector();
    for (int i = 0; i < 1000; i++) {
      vector.add(3 * i, i);
    }
    assertThat(vector.size()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(vector.coordinates()[i]).isEqualTo(3 * i);
      assertThat(vector.values()[i]).isEqualTo(i);
    }
  }

  @Test
  void normAndScaleAreOfTheCoordinatesThatAreThere() {
    SparseVector vector = new SparseVector();
    vector.add(1, 30);
    vector.clear();
    vector.add(5, 3);
    vector.add(2, 4);
    vector.scale(2);
    assertThat(vector.norm()).isCloseTo(10, within(1e-12));
  }

  @Test
  void whatWasWrittenAfterTheLastOneCounts() {
    SparseVector vector = new SparseVector();
    vector.add(1, 1);
    vector.reserve(200);
    for (int i = 1; i <= 200; i++) {
      vector.coordinates()[i] = 2 * i;
      vector.values()[i] = 1;
    }
    vector.wrote(200);
    assertThat(vector.norm()).isCloseTo(Math.sqrt(201), within(1e-12));
  }
}
