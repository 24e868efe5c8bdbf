package io.sparksgd.message;

/** Keys and values as job files have them. */
final class JobFileWording implements Wording {
  @Override
  public boolean has(String key) {
    return !key.startsWith("--");
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
