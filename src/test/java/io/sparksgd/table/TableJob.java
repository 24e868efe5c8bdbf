package io.sparksgd.table;

import io.sparksgd.cli.text.Json;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.table.RandomTable.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The job of a random table: what it trains and how.
 *
 * @param isMade whether the features are made by the group {@code features}, else they are columns
 *     of numbers
 * @param isSigned whether labels of two classes are -1 and 1
 * @param batchSize full batches when empty
 */
record TableJob(
    long seed,
    boolean isMade,
    String kind,
    boolean isSigned,
    String scale,
    String optimizer,
    OptionalInt batchSize,
    int partitions,
    String placement,
    boolean hasBadRows,
    int hashSize) {
  static final int STEPS = 4;

  static TableJob of(long seed) {
    return new TableJob(
        seed,
        draw(seed, 0, "made", "made", "plain").equals("made"),
        draw(seed, 1, "logistic", "logistic", "linear", "softmax", "hinge", "huber"),
        draw(seed, 2, "yes", "no").equals("yes"),
        draw(seed, 3, "none", "deviation", "standard"),
        draw(seed, 4, "adam", "adagrad"),
        draw(seed, 5, "full", "3").equals("3") ? OptionalInt.of(3) : OptionalInt.empty(),
        Integer.parseInt(draw(seed, 6, "1", "2", "3")),
        draw(seed, 7, "contiguous", "contiguous", "spread"),
        draw(seed, 8, "yes", "no", "no").equals("yes"),
        Integer.parseInt(draw(seed, 9, "1", "4", "50")));
  }

  private static String draw(long seed, int counter, String... choices) {
    return choices[(int) CounterRandom.below(seed, 0, counter, choices.length)];
  }

  /** Without scaling some numbers reach 9e18, on which larger steps explode. */
  double rate() {
    return isMade && !scale.equals("none") ? 0.01 : 1e-14;
  }

  boolean isRegression() {
    return kind.equals("linear") || kind.equals("huber");
  }

  /** The job file, which is JSON, on the files of a format. */
  String file(RandomTable table, String format, Path data, Path output) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("data", data(table, format, data));
    if (isMade) {
      job.put("features", features(table));
    }
    job.put(
        "model",
        kind.equals("softmax") ? Map.of("kind", kind, "classes", 3) : Map.of("kind", kind));
    job.put("optimizer", Map.of("kind", optimizer, "learning-rate", rate()));
    job.put(
        "batch",
        batchSize.isPresent() ? Map.of("size", batchSize.getAsInt()) : Map.of("full", true));
    job.put("stop", Map.of("steps", STEPS));
    job.put("seed", seed);
    job.put("output", output.toString());
    return Json.line(job);
  }

  private Map<String, Object> data(RandomTable table, String format, Path data) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("train", data.toString());
    group.put("format", format);
    group.put("label", table.names(Role.LABEL).get(0));
    if (!isMade) {
      group.put("features", table.names(Role.NUMBER));
    }
    table.names(Role.WEIGHT).forEach(name -> group.put("weight", name));
    table.names(Role.MARK).forEach(name -> group.put("validation-column", name));
    group.put("partitions", partitions);
    group.put("placement", placement);
    group.put("bad-rows", hasBadRows ? "drop" : "fail");
    return group;
  }

  private Map<String, Object> features(RandomTable table) {
    Map<String, Object> group = new LinkedHashMap<>();
    List<String> numbers = new ArrayList<>(table.names(Role.NUMBER));
    if (!numbers.isEmpty()) {
      group.put("numbers", numbers);
      group.put("scale", scale);
    }
    if (!table.names(Role.ONE_HOT).isEmpty()) {
      group.put("one-hot", table.names(Role.ONE_HOT));
    }
    if (!table.names(Role.HASH).isEmpty()) {
      group.put("hash", table.names(Role.HASH));
      group.put("hash-size", hashSize);
    }
    return group;
  }
}
