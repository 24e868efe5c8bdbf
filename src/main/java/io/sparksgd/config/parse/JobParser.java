package io.sparksgd.config.parse;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.CheckpointConfig;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.parse.Value.Entries;
import io.sparksgd.config.parse.Value.Scalar;
import io.sparksgd.objective.Penalty;
import io.sparksgd.schedule.ScalingRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads a whole job description, group by group. */
public final class JobParser {
  private static final long DEFAULT_SEED = 42;
  static final RecordKeys<Penalty> PENALTY = new RecordKeys<>(Penalty.class);
  static final RecordKeys<ScalingConfig> SCALING = new RecordKeys<>(ScalingConfig.class);
  static final RecordKeys<GuardConfig> GUARD = new RecordKeys<>(GuardConfig.class);
  static final RecordKeys<CheckpointConfig> CHECKPOINT = new RecordKeys<>(CheckpointConfig.class);
  static final RecordKeys<SearchConfig> SEARCH = new RecordKeys<>(SearchConfig.class);

  private static final Set<String> OF_ANY_RULE = Set.of("clip-norm", "clip-value", "average-decay");
  private static final Set<String> OF_ANY_ROUND = Set.of("timeout-seconds");

  private JobParser() {}

  /**
   * Reads a job file.
   *
   * @param yaml its text
   * @param source its name in messages, such as its path
   * @param overrides {@code group.key=value}, later ones win
   * @throws ConfigException with all errors
   */
  public static JobConfig parse(String yaml, String source, List<String> overrides)
      throws ConfigException {
    List<String> errors = new ArrayList<>();
    Optional<Value> root = YamlReader.file(yaml, source, errors);
    Entries entries = new Entries(new LinkedHashMap<>(), source);
    if (root.isPresent() && root.get() instanceof Entries map) {
      entries = map;
    } else if (errors.isEmpty()) {
      errors.add(source + ": Invalid job file: it is not a map of groups (allowed: data: ...)");
    }
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return parse(entries, source, "--set", overrides);
  }

  /**
   * Reads a description of plain maps, lists, texts, numbers and booleans with the keys of the
   * file.
   *
   * @param origins what messages call the place of a key, by its full name such as {@code
   *     batch.size}; empty for the whole description
   * @param overrides {@code group.key=value}, later ones win
   * @throws ConfigException with all errors
   */
  public static JobConfig parse(
      Map<String, ?> description, UnaryOperator<String> origins, List<String> overrides)
      throws ConfigException {
    return parse(MapReader.entries(description, origins), origins.apply(""), "settings", overrides);
  }

  /**
   * What is wrong with the value of one key by itself, such as {@code Invalid batch.size: 0
   * (allowed: a whole number from 1)}; empty when there are jobs that may have it.
   */
  public static Optional<String> problem(String key, Object value) {
    return KeyCheck.problem(key, value);
  }

  /** The description as plain maps with the keys of the file, which parse to an equal one. */
  public static Map<String, Object> toMap(JobConfig job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", job.name());
    map.put("data", DataParser.toMap(job));
    job.features().ifPresent(features -> map.put("features", FeaturesParser.toMap(features)));
    map.put("model", ModelParser.toMap(job.model()));
    map.put("penalty", PENALTY.map(job.penalty()));
    map.put("batch", BatchParser.toMap(job.batch()));
    map.put("optimizer", OptimizerParser.toMap(job.optimizer()));
    map.put("schedule", ScheduleParser.toMap(job.schedule()));
    map.put("scaling", SCALING.map(job.scaling()));
    map.put("synchronize", SynchronizeParser.toMap(job.synchronize()));
    map.put("compression", CompressionParser.toMap(job.compression()));
    map.put("stop", StopParser.toMap(job.stop()));
    map.put("evaluate", EvaluateParser.toMap(job.evaluate()));
    map.put("guard", GUARD.map(job.guard()));
    map.put("checkpoint", CHECKPOINT.map(job.checkpoint()));
    map.put("seed", job.seed());
    map.put("output", job.output());
    if (job.search().isRace()) {
      map.put("search", SEARCH.map(job.search()));
      job.search().open().forEach(open -> leaveOut(open, job, map));
    }
    return map;
  }

  /** A setting that a race finds stays left out. */
  private static void leaveOut(SearchConfig.Open open, JobConfig job, Map<String, Object> map) {
    if (open == SearchConfig.Open.RULE) {
      Map<String, Object> defaults = OptimizerParser.RULES.map(job.optimizer().rule());
      ((Map<?, ?>) map.get("optimizer")).keySet().removeAll(defaults.keySet());
      return;
    }
    String[] path = open.key().split("\\.", 2);
    if (path.length == 1 && open != SearchConfig.Open.ROUNDS) {
      map.remove(path[0]);
    } else {
      String key = path.length == 1 ? "every" : path[1];
      ((Map<?, ?>) map.get(path[0])).remove(key);
    }
  }

  /**
   * Reads a description.
   *
   * @param place what messages call the place of an override
   */
  static JobConfig parse(Entries entries, String source, String place, List<String> overrides)
      throws ConfigException {
    List<String> errors = new ArrayList<>();
    for (String override : overrides) {
      Overrides.apply(place, override, entries, errors);
    }
    JobConfig job = job(new Section("", entries, errors), source, errors);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return job;
  }

  private static JobConfig job(Section root, String source, List<String> errors) {
    String name = root.text("name").orElse(fileName(source));
    if (name.isBlank() && !root.has("name")) {
      errors.add(source + ": Missing name (allowed: a text; the file has no name to take it from)");
    }
    long seed = root.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(DEFAULT_SEED);
    Section dataSection = root.section("data");
    DataConfig data = DataParser.parse(dataSection, seed);
    Section modelSection = root.section("model");
    Optional<FeaturesConfig> features =
        FeaturesParser.parse(root.section("features"), dataSection, modelSection);
    ModelConfig model = ModelParser.parse(modelSection);
    Penalty penalty = PENALTY.reading(root.section("penalty")).readAll();
    BatchConfig batch = BatchParser.parse(root.section("batch"));
    OptimizerConfig optimizer = OptimizerParser.parse(root.section("optimizer"));
    MetricReader metrics =
        new MetricReader(
            ModelParser.metrics(modelSection, model), DataParser.validates(dataSection));
    Section scheduleSection = root.section("schedule");
    ScheduleConfig schedule = ScheduleParser.parse(scheduleSection, metrics);
    ScalingConfig scaling = scaling(root.section("scaling"));
    SynchronizeConfig synchronize = SynchronizeParser.parse(root.section("synchronize"));
    CompressionConfig compression = CompressionParser.parse(root.section("compression"));
    Section stopSection = root.section("stop");
    StopConfig stop = StopParser.parse(stopSection, metrics);
    ScheduleLengthCheck.check(scheduleSection, schedule, stopSection);
    EvaluateConfig evaluate = EvaluateParser.parse(root.section("evaluate"), metrics);
    GuardConfig guard = GUARD.reading(root.section("guard")).readAll();
    checkLocalState(root, synchronize, compression);
    checkDepth(root, synchronize, compression);
    LocalPrecision.check(root, synchronize, model.spec(), optimizer, penalty);
    CheckpointConfig checkpoint = CHECKPOINT.reading(root.section("checkpoint")).readAll();
    boolean canBeLocal = compression.spec() instanceof CompressionSpec.None;
    SearchConfig search =
        search(root, open(root, model.init().isPresent(), optimizer, features, canBeLocal));
    Optional<String> output = root.text("output");
    if (!root.has("output")) {
      errors.add(source + ": Missing output (allowed: the folder that the run shall write)");
    }
    root.done();
    JobConfig job =
        new JobConfig(
            name,
            data,
            features,
            model,
            penalty,
            batch,
            optimizer,
            schedule,
            scaling,
            synchronize,
            compression,
            stop,
            evaluate,
            guard,
            checkpoint,
            search,
            seed,
            output.orElse(""));
    OptimizerParser.check(root, job);
    return job;
  }

  private static SearchConfig search(Section root, Set<SearchConfig.Open> open) {
    Section section = root.section("search");
    SearchConfig search = SEARCH.reading(section).with("open", open).readAll();
    if (search.kind() == SearchConfig.Kind.RACE && search.isRace()) {
      return search;
    }
    if (section.has("rows")) {
      section.error(
          "rows",
          "Invalid search.rows: it has no effect here (only with search.kind: race, without"
              + " optimizer.learning-rate and without model.init)");
    }
    return SearchConfig.NONE;
  }

  /**
   * The settings that a race finds. Only a job that leaves out the learning rate has a race, so a
   * job that gives it means the defaults of all that it leaves out.
   */
  private static Set<SearchConfig.Open> open(
      Section root,
      boolean continues,
      OptimizerConfig optimizer,
      Optional<FeaturesConfig> features,
      boolean canBeLocal) {
    Set<SearchConfig.Open> open = EnumSet.noneOf(SearchConfig.Open.class);
    List<String> rule = root.keysIn("optimizer");
    if (rule.contains("learning-rate") || !optimizer.rule().limits().isEmpty() || continues) {
      return open;
    }
    open.add(SearchConfig.Open.RATE);
    boolean scaledColumns =
        features.filter(f -> f.scale() != FeaturesConfig.Scale.NONE).isPresent();
    if (!root.keysIn("data").contains("scale") && !scaledColumns) {
      open.add(SearchConfig.Open.SCALE);
    }
    if (OF_ANY_RULE.containsAll(rule)) {
      open.add(SearchConfig.Open.RULE);
    }
    for (SearchConfig.Open group :
        List.of(SearchConfig.Open.SCHEDULE, SearchConfig.Open.PENALTY, SearchConfig.Open.BATCH)) {
      if (root.keysIn(group.key()).isEmpty()) {
        open.add(group);
      }
    }
    if (Collections.disjoint(root.keysIn("stop"), Set.of("epochs", "steps", "minutes"))) {
      open.add(SearchConfig.Open.EPOCHS);
    }
    if (OF_ANY_ROUND.containsAll(root.keysIn("synchronize")) && canBeLocal) {
      open.add(SearchConfig.Open.ROUNDS);
    }
    return open;
  }

  private static void checkLocalState(
      Section root, SynchronizeConfig synchronize, CompressionConfig compression) {
    boolean averages =
        synchronize
            .local()
            .filter(local -> local.state() == SynchronizeConfig.LocalState.AVERAGE)
            .isPresent();
    if (averages && !(compression.spec() instanceof CompressionSpec.None)) {
      root.error(
          "synchronize",
          "Invalid synchronize.local-state: average with compression.kind other than none"
              + " (allowed: keep, reset; the averaged memory would travel uncompressed)");
    }
  }

  /** What partitions remember is saved with their contributions, which go to the driver. */
  private static void checkDepth(
      Section root, SynchronizeConfig synchronize, CompressionConfig compression) {
    boolean keeps = synchronize.keepsStates();
    if (synchronize.aggregationDepth().orElse(1) > 1
        && (keeps || compression.feedback().isPresent())) {
      root.error(
          "synchronize",
          "Invalid synchronize.aggregation-depth: "
              + synchronize.aggregationDepth().getAsInt()
              + " with "
              + (keeps ? "local-state: keep" : "compression.error-feedback")
              + " (allowed: 1; contributions of partitions with a memory are added on the driver)");
    }
  }

  private static ScalingConfig scaling(Section section) {
    ScalingConfig scaling = SCALING.reading(section).readAll();
    if (scaling.rule() != ScalingRule.NONE && !section.has("reference-batch-size")) {
      section.error(
          "rule",
          "Missing scaling.reference-batch-size (allowed: the rows a step for which"
              + " optimizer.learning-rate is meant)");
    }
    return scaling;
  }

  private static String fileName(String source) {
    String name = source.substring(source.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** {@code group.key=value} on the command line. */
  private static final class Overrides {
    static void apply(String place, String override, Entries root, List<String> errors) {
      int equals = override.indexOf('=');
      String origin = place + " " + override;
      if (equals < 1) {
        errors.add(origin + ": Invalid override (allowed: group.key=value)");
        return;
      }
      String[] path = override.substring(0, equals).strip().split("\\.", -1);
      if (Stream.of(path).anyMatch(String::isBlank)) {
        errors.add(origin + ": Invalid override (allowed: group.key=value)");
        return;
      }
      int before = errors.size();
      Optional<Value> value = YamlReader.override(override.substring(equals + 1), origin, errors);
      if (errors.size() > before) {
        return;
      }
      boolean removes = value.isEmpty() || isNull(value.get());
      Entries at = root;
      for (int i = 0; i < path.length - 1; i++) {
        Value inner = at.entries().get(path[i]);
        if (inner == null || isNull(inner)) {
          if (removes && i > 0) {
            // An optional group that is absent stays absent: an empty one would turn it on.
            at.entries().put(path[i], new Scalar("", Value.Quoting.PLAIN, origin));
            return;
          }
          inner = new Entries(new LinkedHashMap<>(), origin);
          at.entries().put(path[i], inner);
        }
        if (!(inner instanceof Entries group)) {
          errors.add(
              origin + ": Invalid override: " + path[i] + " is not a group (allowed: group.key)");
          return;
        }
        at = group;
      }
      at.entries()
          .put(path[path.length - 1], value.orElse(new Scalar("", Value.Quoting.PLAIN, origin)));
    }

    private static boolean isNull(Value value) {
      return value instanceof Scalar scalar && scalar.isNull();
    }
  }
}
