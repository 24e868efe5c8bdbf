package io.sparksgd.message;

/**
 * What one door of the program calls the settings of a job. Settings are asked for by their keys in
 * job files, such as {@code data.bad-rows}.
 */
public interface Wording {
  /** The words of job files. */
  Wording JOB_FILE = new JobFileWording();

  /**
   * Whether the door has the setting, so that a message may advise it. Options that only commands
   * have begin with {@code --}.
   */
  boolean has(String key);

  /** The name of the setting, such as {@code data.label}, {@code --label} or {@code labelCol}. */
  String name(String key);

  /**
   * How a value is given to the setting, such as {@code data.bad-rows: drop}, {@code
   * --drop-bad-rows} or {@code setBadRows("drop")}.
   *
   * @param values the value, as text, and others that would do
   */
  String set(String key, String... values);
}
