package io.sparksgd.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Follows the file of an {@link EventLog}. */
final class Events implements AutoCloseable {
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Event> all = new ArrayList<>();

  private Events(InputStream in) {
    this.in = in;
  }

  /** Opens a file that is there. */
  static Events open(Path file) throws IOException {
    return new Events(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /** All events so far. */
  List<Event> all() throws IOException {
    // At the end of the file a read says so, and another one later finds what has come since.
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        all.add(Event.parse(line.toString(StandardCharsets.UTF_8)));
        line.reset();
      } else {
        line.write(next);
      }
    }
    return all;
  }

  /** Waits for an event that is not among the first {@code after}; false after a time. */
  boolean await(int after, Predicate<Event> wanted, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (int seen = after; ; ) {
      List<Event> events = all();
      for (; seen < events.size(); seen++) {
        if (wanted.test(events.get(seen))) {
          return true;
        }
      }
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(2);
    }
  }

  /** The executors that have joined and not been removed. */
  Set<String> joined() throws IOException {
    Set<String> joined = new LinkedHashSet<>();
    for (Event event : all()) {
      if (event.kind() == Event.Kind.EXECUTOR_ADDED) {
        joined.add(event.subject());
      } else if (event.kind() == Event.Kind.EXECUTOR_REMOVED) {
        joined.remove(event.subject());
      }
    }
    return joined;
  }

  long count(Predicate<Event> wanted) throws IOException {
    return all().stream().filter(wanted).count();
  }

  /** Whether an executor had a task at a moment. */
  boolean isAtWork(String executor, long moment) throws IOException {
    long tasks = 0;
    for (Event event : all()) {
      if (event.subject().equals(executor) && event.at() <= moment) {
        tasks += event.kind() == Event.Kind.TASK_START ? 1 : 0;
        tasks -= event.kind() == Event.Kind.TASK_END ? 1 : 0;
      }
    }
    return tasks > 0;
  }

  /**
   * When the first job after a moment ended: the one that was under way, as there is one a time.
   */
  OptionalLong jobEndAfter(long moment) throws IOException {
    return all().stream()
        .filter(event -> event.kind() == Event.Kind.JOB_END && event.at() > moment)
        .mapToLong(Event::at)
        .min();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
