package io.sparksgd.message;

/**
 * An exception whose message names settings. Its {@code getMessage} has the words of job files; a
 * door with other words asks for the message itself.
 */
public interface Worded {
  /** The message, still without words. */
  Message worded();

  /** The message of any exception, in the words of a door where it has such. */
  static String message(Throwable exception, Wording words) {
    return exception instanceof Worded worded ? worded.worded().in(words) : exception.getMessage();
  }
}
