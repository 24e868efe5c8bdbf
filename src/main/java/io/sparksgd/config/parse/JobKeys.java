package io.sparksgd.config.parse;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All keys of the job file, in the order of the reference page. */
public final class JobKeys {
  private static final Pattern LARGE = Pattern.compile("\\b\\d{5,}\\b");

  private final List<JobKey> keys = new ArrayList<>();

  private JobKeys() {}

  /** Every declaration; a key has one for each default or meaning that it has with some kinds. */
  public static List<JobKey> all() {
    JobKeys all = new JobKeys();
    all.add("", new RecordKeys<>(JobConfig.class));
    all.add("data.", DataParser.KEYS, "train");
    all.add("data.", DataParser.PATHS);
    all.add("data.", DataParser.FRACTION);
    all.add("data.", DataParser.COLUMN);
    all.addBeside("data.", DataParser.KEYS, "train");
    all.add("features.", FeaturesParser.KEYS);
    all.add("model.", ModelParser.KEYS, "spec");
    all.addKinds("model.", ModelParser.SPECS);
    all.addBeside("model.", ModelParser.KEYS, "spec");
    all.add("penalty.", JobParser.PENALTY);
    all.add("batch.", BatchParser.ROWS);
    all.add("batch.", BatchParser.FRACTION);
    all.keys.add(flag("batch.", BatchSize.Full.class));
    all.add("batch.", BatchParser.KEYS);
    all.addOptimizer();
    all.add("schedule.", new RecordKeys<>(ScheduleConfig.class));
    all.addKinds("schedule.", ScheduleParser.PLANS);
    all.add("schedule.", ScheduleParser.WARMUP);
    all.add("scaling.", JobParser.SCALING);
    all.addSynchronize();
    all.addCompression();
    all.add("stop.", StopParser.KEYS);
    all.add("stop.target.", StopParser.TARGET);
    all.add("stop.early.", StopParser.EARLY);
    all.add("evaluate.", EvaluateParser.KEYS);
    all.add("guard.", JobParser.GUARD);
    all.add("checkpoint.", JobParser.CHECKPOINT);
    all.add("search.", JobParser.SEARCH);
    return List.copyOf(all.keys);
  }

  /** Every key once, with the kinds of all its declarations; the first one says what it means. */
  public static List<JobKey> merged() {
    Map<String, JobKey> merged = new LinkedHashMap<>();
    all().forEach(key -> merged.merge(key.path(), key, JobKey::and));
    merged.replaceAll((path, key) -> isOfAll(key) ? key.with(List.of()) : key);
    return List.copyOf(merged.values());
  }

  private static boolean isOfAll(JobKey key) {
    return key.with().containsAll(OptimizerParser.RULES.names());
  }

  private void addOptimizer() {
    add("optimizer.", OptimizerParser.KEYS, "rule");
    JobKey rate = declared("optimizer.", OptimizerParser.KEYS.key("learningRate"));
    OptimizerParser.RULES
        .names()
        .forEach(
            kind -> {
              UpdateRule rule = OptimizerParser.RULES.of(kind).usual();
              if (OptimizerParser.hasRate(rule)) {
                merge(kind, rate.usual("`" + decimal(rule.usualLearningRate()) + "`"));
              }
            });
    addKinds("optimizer.", OptimizerParser.RULES);
    OptimizerParser.KEYS.keys().stream()
        .filter(key -> !List.of("rule", "learningRate").contains(key.component()))
        .forEach(key -> keys.add(declared("optimizer.", key)));
  }

  private static String decimal(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  private void addSynchronize() {
    add("synchronize.", SynchronizeParser.KEYS, "local");
    add("synchronize.", SynchronizeParser.STEPS);
    add("synchronize.", SynchronizeParser.EPOCHS);
    List<String> local = List.of("local-steps", "local-epochs");
    SynchronizeParser.LOCAL
        .keys()
        .forEach(key -> keys.add(declared("synchronize.", key).with(local)));
    SynchronizeParser.OUTER
        .keys()
        .forEach(key -> keys.add(declared("synchronize.outer.", key).with(local)));
    addBeside("synchronize.", SynchronizeParser.KEYS, "local");
  }

  private void addCompression() {
    add("compression.", CompressionParser.KEYS, "spec");
    addKinds("compression.", CompressionParser.SPECS);
    List<String> biased = CompressionParser.biased();
    keys.add(declared("compression.", CompressionParser.KEYS.key("feedback")).with(biased));
    keys.add(
        declared("compression.", CompressionParser.FEEDBACK.key("snapshotEvery")).with(biased));
    List<String> lossy = new ArrayList<>(CompressionParser.SPECS.names());
    lossy.remove("none");
    keys.add(declared("compression.", CompressionParser.KEYS.key("startStep")).with(lossy));
    add("compression.", CompressionParser.KEYS, "broadcast");
  }

  private void add(String group, RecordKeys<?> declaring) {
    declaring.keys().forEach(key -> keys.add(declared(group, key)));
  }

  private void add(String group, RecordKeys<?> declaring, String component) {
    keys.add(declared(group, declaring.key(component)));
  }

  private void addBeside(String group, RecordKeys<?> declaring, String component) {
    declaring.keys().stream()
        .filter(key -> !key.component().equals(component))
        .forEach(key -> keys.add(declared(group, key)));
  }

  /** The keys of kinds: one declaration for all kinds that say the same. */
  private void addKinds(String group, KindKeys<?> kinds) {
    for (String name : kinds.withKinds().keySet()) {
      for (String kind : kinds.names()) {
        RecordKeys<?> declaring = kinds.of(kind);
        declaring.keys().stream()
            .filter(key -> key.name().equals(name) && declaring.isUsuallyRead(key))
            .forEach(key -> merge(kind, declared(group, key)));
      }
    }
  }

  private void merge(String kind, JobKey key) {
    JobKey full =
        keys.stream()
            .filter(other -> other.path().equals(key.path()))
            .findFirst()
            .map(key::completedBy)
            .orElse(key);
    for (int i = 0; i < keys.size(); i++) {
      List<String> kinds = new ArrayList<>(keys.get(i).with());
      if (keys.get(i).with(List.of()).equals(full.with(List.of()))) {
        kinds.add(kind);
        keys.set(i, full.with(kinds));
        return;
      }
    }
    keys.add(full.with(List.of(kind)));
  }

  private static JobKey flag(String group, Class<?> type) {
    Setting setting = type.getAnnotation(Setting.class);
    return new JobKey(
        group + setting.key(),
        JobKey.Type.FLAG,
        List.of(),
        setting.type(),
        "`" + setting.usual() + "`",
        type.getAnnotation(Says.class).value(),
        Arrays.asList(setting.param()));
  }

  private static JobKey declared(String group, Key key) {
    Setting setting = key.setting();
    String with = setting.with().substring(setting.with().indexOf(':') + 1).strip();
    return new JobKey(
        group + key.name(),
        type(key),
        with.isEmpty() ? List.of() : Arrays.asList(with.split(", ", -1)),
        separated(range(key)),
        usual(key),
        key.meaning(),
        Arrays.asList(setting.param()));
  }

  private static JobKey.Type type(Key key) {
    if (key.setting().type().equals("true or false") || key.isFlag()) {
      return JobKey.Type.FLAG;
    } else if (key.isList()) {
      return key.type() == Integer.class ? JobKey.Type.COUNTS : JobKey.Type.TEXTS;
    }
    return TYPES.getOrDefault(key.type(), JobKey.Type.TEXT);
  }

  private static final Map<Class<?>, JobKey.Type> TYPES =
      Map.of(
          double.class, JobKey.Type.NUMBER,
          long.class, JobKey.Type.WHOLE,
          int.class, JobKey.Type.COUNT);

  private static final Map<Class<?>, KindKeys<?>> KINDS =
      Map.of(
          UpdateRule.class, OptimizerParser.RULES,
          CompressionSpec.class, CompressionParser.SPECS,
          ModelSpec.class, ModelParser.SPECS,
          SchedulePlan.class, ScheduleParser.PLANS);

  private static String range(Key key) {
    if (KINDS.containsKey(key.type()) && !key.isList()) {
      return String.join(", ", KINDS.get(key.type()).names());
    } else if (!key.setting().type().isEmpty()) {
      return key.setting().type();
    } else if (key.type() == Metric.class) {
      return "a metric of the model";
    } else if (key.type().isEnum() && !key.isFlag()) {
      return String.join(", ", key.choices().keySet());
    }
    String words = key.range().words();
    return switch (type(key)) {
      case NUMBER -> ("number " + words).strip();
      case WHOLE, COUNT -> "whole number " + words;
      case COUNTS -> "list of whole numbers " + words;
      case FLAG -> "true or false";
      case TEXTS -> "text or list of texts";
      case TEXT -> "text";
    };
  }

  private static String separated(String range) {
    Matcher large = LARGE.matcher(range);
    return large.replaceAll(n -> String.format(Locale.ROOT, "%,d", Long.valueOf(n.group())));
  }

  private static String usual(Key key) {
    Setting setting = key.setting();
    boolean none = setting.usual().isEmpty() || !key.isUsualAllowed();
    String value = none ? "" : "`" + setting.usual() + "`";
    String all = (value + " " + setting.usually()).strip();
    return !all.isEmpty() ? all : setting.required().isEmpty() ? "none" : "required";
  }
}
