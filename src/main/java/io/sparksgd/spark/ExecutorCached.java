package io.sparksgd.spark;

import java.io.Serializable;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import scala.reflect.ClassTag;

/**
 * An object that the tasks of all rounds of a run share. It travels as bytes, which an executor
 * deserialises only when no copy is free: a task takes a copy that no other task uses, and leaves
 * it to a later one.
 *
 * @param <T> type of the object
 */
public final class ExecutorCached<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The copies of this executor that no task uses now. */
  private static final RecentlyRead<Deque<Object>> FREE = new RecentlyRead<>();

  private final UUID name = UUID.randomUUID();
  private final byte[] bytes;

  /** Null when there are bytes. */
  private final T inTask;

  private ExecutorCached(byte[] bytes, T inTask) {
    this.bytes = bytes;
    this.inTask = inTask;
  }

  /**
   * Wraps an object for tasks, which use it one after the other; on the driver.
   *
   * @param value the object; later changes to it have no effect
   */
  public static <T extends Serializable> ExecutorCached<T> of(T value) {
    return new ExecutorCached<>(TaskBytes.of(value, ClassTag.apply(value.getClass())), null);
  }

  /** Wraps an object that every task deserialises, because Spark has to see it there. */
  public static <T extends Serializable> ExecutorCached<T> inEveryTask(T value) {
    return new ExecutorCached<>(null, value);
  }

  /** Does some work with a copy; in a task. */
  public <R> R with(Function<T, R> work) {
    if (inTask != null) {
      return work.apply(inTask);
    }
    Deque<Object> free = FREE.get(name, ConcurrentLinkedDeque::new);
    Object last = free.pollLast();
    @SuppressWarnings("unchecked")
    T copy = (T) (last == null ? TaskBytes.read(bytes, ClassTag.Object()) : last);
    R result = work.apply(copy);
    // Not after a failure, which may have left the object half changed.
    free.addLast(copy);
    return result;
  }
}
