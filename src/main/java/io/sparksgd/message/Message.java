package io.sparksgd.message;

import java.io.Serializable;

/** A text for users that may name settings. */
@FunctionalInterface
public interface Message extends Serializable {
  /** The text in the words of a door. */
  String in(Wording words);

  /** A text that names no settings. */
  static Message of(String text) {
    return words -> text;
  }
}
