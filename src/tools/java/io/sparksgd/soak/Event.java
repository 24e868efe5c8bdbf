package io.sparksgd.soak;

/**
 * Something that Spark saw.
 *
 * @param at milliseconds since 1970
 * @param subject number of the executor or job, or name of the block
 */
record Event(long at, Kind kind, String subject, How how) {

  /** What it is about. */
  enum Kind {
    TASK_START,
    TASK_END,
    JOB_END,
    EXECUTOR_ADDED,
    EXECUTOR_REMOVED,
    BLOCK
  }

  /** How tasks start or end, and what became of a block. */
  enum How {
    FIRST,
    COPY,
    DONE,
    LOST,
    FAILED,
    KILLED,
    STORED,
    DROPPED,
    OTHER
  }

  static Event parse(String line) {
    String[] parts = line.split(" ");
    return new Event(
        Long.parseLong(parts[0]), Kind.valueOf(parts[1]), parts[2], How.valueOf(parts[3]));
  }

  boolean is(Kind wanted, How wantedHow) {
    return kind == wanted && how == wantedHow;
  }
}
