package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.JobConfig;
import io.sparksgd.testkit.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference page and the parsers say the same. */
class JobFileReferenceTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9.-]+)` \\|([^|]*)\\|[^|]*\\|([^|]*)\\|[^|]*\\|");
  private static final Pattern DEFAULT = Pattern.compile("`([^`]+)`( when .*)?");

  /** What must be given beside a kind or a key. */
  private static final Map<String, String> NEEDS =
      Map.ofEntries(
          Map.entry("step", "schedule.every=5"),
          Map.entry("exponential", "schedule.factor=0.9"),
          Map.entry("inverse-time", "schedule.rate=1"),
          Map.entry("inverse-sqrt", "schedule.timescale=1"),
          Map.entry("cosine-restarts", "schedule.steps=5"),
          Map.entry("join", "schedule.parts=[{}]"),
          Map.entry("warmup-steps", "schedule.warmup-steps=5"),
          Map.entry("threshold", "compression.threshold=0.1"),
          Map.entry("mlp", "model.hidden=[4]"),
          Map.entry("init", "model.init=out/before"),
          Map.entry("dir", "checkpoint.dir=checkpoints"),
          Map.entry("target", "stop.target.value=0.5"),
          Map.entry("early", "stop.early={}"));

  /**
   * A row of a table.
   *
   * @param with kinds that read the key; one empty text when all do
   * @param usual the default, or an empty text
   */
  record Key(String path, List<String> with, String usual) {}

  static List<Key> keys() throws IOException {
    List<Key> keys = new ArrayList<>();
    String group = "";
    for (String line : Files.readAllLines(Path.of("src/docs/job-file.md"))) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        group = line.equals("## Top level") ? "" : line.substring(3) + ".";
      } else if (row.matches()) {
        Matcher usual = DEFAULT.matcher(row.group(3).strip());
        keys.add(
            new Key(
                group + row.group(1),
                Arrays.asList(row.group(2).strip().split(", ")),
                usual.matches() ? usual.group(1) : ""));
      }
    }
    return keys;
  }

  static List<Key> keysWithDefaults() throws IOException {
    return keys().stream().filter(key -> !key.usual().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyDocumentedKeyIsKnown(Key key) {
    assertThat(Jobs.errors(Jobs.LEAST, key.path() + "={no: such}"))
        .noneMatch(error -> error.contains("Unknown key " + key.path()))
        .anyMatch(error -> error.startsWith("--set " + key.path()));
  }

  @Test
  void everyKeyOfAJobIsDocumented() throws IOException {
    Set<String> documented = new TreeSet<>();
    keys().forEach(key -> documented.add(key.path()));
    Set<String> used = new TreeSet<>();
    Settings settings = new Settings(13);
    for (int i = 0; i < 300; i++) {
      collect("", JobParser.toMap(Jobs.parse(settings.job())), used);
    }

    assertThat(documented).containsAll(used);
    assertThat(used).as("keys of the random jobs").hasSizeGreaterThan(70);
  }

  private static void collect(String path, Map<?, ?> map, Set<String> keys) {
    map.forEach(
        (key, value) -> {
          String inner = path + key;
          if (value instanceof Map<?, ?> group) {
            collect(inner + ".", group, keys);
          } else {
            keys.add(inner);
          }
          if (value instanceof List<?> list) {
            for (Object item : list) {
              if (item instanceof Map<?, ?> part) {
                collect(path, part, keys);
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("keysWithDefaults")
  void aDocumentedDefaultChangesNothing(Key key) {
    String group = key.path().substring(0, Math.max(0, key.path().indexOf('.')));
    for (String with : key.with()) {
      List<String> overrides = companions(group, with);
      if (key.path().matches("stop\\.(target|early)\\..*")) {
        overrides.add(NEEDS.get(key.path().split("\\.")[1]));
      }
      if (!group.equals("search")) {
        overrides.add("search.kind=none");
      }
      JobConfig without = Jobs.parse(Jobs.LEAST, overrides.toArray(String[]::new));
      overrides.add(key.path() + "=" + (key.usual().equals(",") ? "','" : key.usual()));

      assertThat(Jobs.parse(Jobs.LEAST, overrides.toArray(String[]::new))).isEqualTo(without);
    }
  }

  /** The overrides that choose a kind, and what it needs. */
  private static List<String> companions(String group, String with) {
    List<String> overrides = new ArrayList<>();
    if (group.equals("data") && !with.isEmpty()) {
      overrides.add("data.format=" + with);
    } else if (group.equals("features") && !with.isEmpty()) {
      overrides.add("data.format=csv");
      overrides.add(group + "." + with + "=column");
    } else if (group.equals("synchronize") && !with.isEmpty()) {
      overrides.add(group + "." + with + "=5");
    } else if (group.equals("guard") && !with.isEmpty()) {
      overrides.add("guard.on-divergence=" + with);
    } else if (!with.isEmpty()
        && !with.equals("warmup-steps")
        && !List.of("dir", "init").contains(with)) {
      overrides.add(group + ".kind=" + with);
    }
    if (NEEDS.containsKey(with)) {
      overrides.add(NEEDS.get(with));
    }
    return overrides;
  }
}
