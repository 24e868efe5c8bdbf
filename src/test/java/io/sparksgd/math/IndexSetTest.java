package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexSetTest {
  @Test
  void keepsEachIndexOnceInTheOrderOfArrival() {
    IndexSet set = new IndexSet(1000);
    Set<Integer> expected = new LinkedHashSet<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 500; i++) {
        int index = (int) CounterRandom.below(1, round, i, 1000);
        set.add(index);
        expected.add(index);
      }
      assertThat(set.members()).startsWith(expected.stream().mapToInt(i -> i).toArray());
      assertThat(set.size()).isEqualTo(expected.size());
      assertThat(set.sorted()).isSorted().hasSize(expected.size());
      set.clear();
      expected.clear();
      assertThat(set.size()).isZero();
    }
  }

  @Test
  void rangesAreAddedWhole() {
    IndexSet set = new IndexSet(200);
    set.add(64);
    set.addRange(62, 67);
    assertThat(set.sorted()).containsExactly(62, 63, 64, 65, 66);
  }

  @Test
  void indicesBeyondTheCapacityAreRefused() {
    IndexSet set = new IndexSet(64);
    assertThatThrownBy(() -> set.add(64)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> set.add(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
