package io.sparksgd.message;

/** Keys and values as job files have them. */
final class JobFileWording implements Wording {
  /** A setting that only Spark ML has. */
  private static final String STANDARDIZATION = "standardization";

  @Override
  public boolean has(String key) {
    return !key.startsWith("--") && !key.equals(STANDARDIZATION);
  }

  @Override
  public String name(String key) {
    return key;
  }

  @Override
  public String set(String key, String... values) {
    return key + ": " + String.join(" or ", values);
  }
}
