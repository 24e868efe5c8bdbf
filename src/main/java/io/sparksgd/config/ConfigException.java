package io.sparksgd.config;

import java.util.List;

/** A job description with errors: all of them, one line each. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  ConfigException(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = List.copyOf(errors);
  }

  /** One line each: where, which key, the value and what is allowed. */
  public List<String> errors() {
    return errors;
  }
}
