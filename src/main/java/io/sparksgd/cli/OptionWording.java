package io.sparksgd.cli;

import io.sparksgd.message.Wording;
import java.util.Map;
import java.util.Set;

/** The options of {@link ModelData}; every other setting is that of the model's own job. */
final class OptionWording implements Wording {
  private static final String DROP_BAD_ROWS = "--drop-bad-rows";

  private static final Map<String, String> OPTIONS =
      Map.of(
          "data.format", "--format",
          "data.label", "--label",
          "data.features", "--features",
          "data.weight", "--weight",
          "data.index-base", "--index-base",
          "data.header", "--header",
          "data.delimiter", "--delimiter",
          "data.bad-rows", DROP_BAD_ROWS);

  private final Set<String> others;

  /**
   * The options, and others of one command.
   *
   * @param others such as {@code --keep-bad-rows}
   */
  OptionWording(String... others) {
    this.others = Set.of(others);
  }

  @Override
  public boolean has(String key) {
    return OPTIONS.containsKey(key) || others.contains(key);
  }

  @Override
  public String name(String key) {
    return has(key) ? OPTIONS.getOrDefault(key, key) : key + " of the model";
  }

  @Override
  public String set(String key, String... values) {
    String option = name(key);
    return option.equals(DROP_BAD_ROWS) ? option : option + " " + values[0];
  }
}
