package io.sparksgd.fuzz;

import java.util.List;

/** A reader, and inputs that it takes. Has a constructor without parameters. */
public interface FuzzTarget {
  /**
   * Reads an input: returns whether it was taken or refused with its kind of message.
   *
   * @throws Exception anything else: a finding
   */
  boolean takes(byte[] input) throws Exception;

  /** Inputs that are right, from which mutations start. */
  List<byte[]> seeds() throws Exception;

  /** What mutations put in beside random bytes: words of the format, numbers at its limits. */
  default List<String> words() {
    return List.of();
  }
}
