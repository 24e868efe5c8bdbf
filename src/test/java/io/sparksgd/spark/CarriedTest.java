package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.SharedSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CarriedTest {
  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  /** As a task would have it. */
  @SuppressWarnings("unchecked")
  private static Carried<ArrayList<String>> sent(Carried<ArrayList<String>> carried)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(carried);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Carried<ArrayList<String>>) in.readObject();
    }
  }

  private static Carried<ArrayList<String>> of(String... values) {
    return new Carried<>(new ArrayList<>(List.of(values)));
  }

  @Test
  void aThreadReadsTheBytesOnce() throws Exception {
    Carried<ArrayList<String>> carried = of("a", "b");
    List<String> first = sent(carried).value();
    assertThat(first).containsExactly("a", "b");
    assertThat(sent(carried).value()).isSameAs(first);
    assertThat(sent(of("a", "b")).value()).isSameAs(first);
  }

  @Test
  void eachThreadHasItsOwn() throws Exception {
    Carried<ArrayList<String>> carried = of("c");
    List<String> mine = sent(carried).value();
    AtomicReference<List<String>> other = new AtomicReference<>();
    Thread thread = new Thread(() -> other.set(carried.value()));
    thread.start();
    thread.join();
    assertThat(other.get()).isEqualTo(mine).isNotSameAs(mine);
  }

  @Test
  void tasksOfSeveralRunsMayTakeTurns() throws Exception {
    Carried<ArrayList<String>> one = of("one");
    Carried<ArrayList<String>> two = of("two");
    for (int turn = 0; turn < 3; turn++) {
      assertThat(sent(one).value()).containsExactly("one");
      assertThat(sent(two).value()).containsExactly("two");
    }
  }

  @Test
  void whatChangesAfterwardsDoesNotTravel() throws Exception {
    ArrayList<String> value = new ArrayList<>(List.of("before"));
    Carried<ArrayList<String>> carried = new Carried<>(value);
    value.add("after");
    assertThat(sent(carried).value()).containsExactly("before");
  }
}
