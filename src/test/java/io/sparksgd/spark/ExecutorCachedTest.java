package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What all rounds have in common is read once for each task that runs at the same time. */
class ExecutorCachedTest {
  private static final AtomicInteger READ = new AtomicInteger();
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  /** Counts how often it was read from bytes. */
  private static final class Counted implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }

  /** Tells which copy a task got, while the other task has its own. */
  private static final class WhichCopy implements Function<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final ExecutorCached<Counted> cached;

    WhichCopy(ExecutorCached<Counted> cached) {
      this.cached = cached;
    }

    @Override
    public Integer call(Integer task) {
      return cached.with(
          copy -> {
            try {
              BOTH.await();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return System.identityHashCode(copy);
          });
    }
  }

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  @Test
  void tasksAtTheSameTimeHaveTheirOwnCopiesAndLaterOnesTheSame() {
    ExecutorCached<Counted> cached = ExecutorCached.of(new Counted());
    JavaRDD<Integer> tasks = SharedSpark.context().parallelize(List.of(0, 1), 2);
    int before = READ.get();
    Set<Integer> copies = new HashSet<>();
    for (int job = 0; job < 5; job++) {
      Set<Integer> ofJob = new HashSet<>(tasks.map(new WhichCopy(cached)).collect());
      assertThat(ofJob).hasSize(2);
      copies.addAll(ofJob);
    }
    assertThat(copies).hasSize(2);
    assertThat(READ).hasValue(before + 2);
  }

  @Test
  void everyTaskReadsWhatSparkHasToSeeThere() {
    ExecutorCached<Counted> cached = ExecutorCached.inEveryTask(new Counted());
    JavaRDD<Integer> tasks = SharedSpark.context().parallelize(List.of(0, 1), 2);
    int before = READ.get();
    for (int job = 0; job < 5; job++) {
      tasks.map(new WhichCopy(cached)).collect();
    }
    assertThat(READ).hasValue(before + 10);
  }

  @Test
  void copyOfATaskThatFailedIsNotUsedAgain() {
    ExecutorCached<Counted> cached = ExecutorCached.of(new Counted());
    int before = READ.get();
    assertThatThrownBy(
            () ->
                cached.with(
                    copy -> {
                      throw new IllegalStateException("a failure of the test");
                    }))
        .hasMessage("a failure of the test");
    Counted second = cached.with(copy -> copy);
    assertThat(READ).hasValue(before + 2);
    assertThat(cached.<Counted>with(copy -> copy)).isSameAs(second);
    assertThat(READ).hasValue(before + 2);
  }

  @Test
  void anExecutorForgetsRunsOfLongAgo() {
    ExecutorCached<Counted> cached = ExecutorCached.of(new Counted());
    Counted copy = cached.with(first -> first);
    for (int run = 0; run < 20; run++) {
      ExecutorCached.of(new Counted()).with(other -> other);
    }
    assertThat(cached.<Counted>with(again -> again)).isNotSameAs(copy);
  }
}
