package io.sparksgd.ml;

import io.sparksgd.message.Wording;
import io.sparksgd.ml.params.JobParams;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The Params of an estimator, and their setters; keys without a Param are given in settings. */
final class ParamWording implements Wording {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "data.label", "labelCol",
          "data.features", "featuresCol",
          "data.weight", "weightCol",
          "data.validation-column", "validationIndicatorCol",
          "penalty.l1", "elasticNetParam",
          "penalty.l2", "regParam");

  /** What a DataFrame says itself. */
  private static final Set<String> NOT_HERE =
      Set.of("data.num-features", "data.index-base", "data.format", "data.train");

  private static final Pattern KEY =
      Pattern.compile("(?<![\\w./-])[a-z]+(\\.[a-z0-9-]+)+(?![\\w/-])");

  /** Another file, where a message lists what else would do. */
  private static final Pattern FILES_AMONG_OTHERS = Pattern.compile("data\\.validation(, | or )");

  private final Params owner;

  ParamWording(Params owner) {
    this.owner = owner;
  }

  @Override
  public boolean has(String key) {
    return !NOT_HERE.contains(key) && !key.startsWith("--");
  }

  @Override
  public String name(String key) {
    return param(key).map(Param::name).orElse("settings " + key);
  }

  @Override
  public String set(String key, String... values) {
    Optional<Param<?>> param = param(key);
    if (param.isEmpty()) {
      return "setSettings(\"" + key + "=" + values[0] + "\")";
    }
    String name = param.get().name();
    String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return setter + "(" + (isText(param.get()) ? "\"" + values[0] + "\"" : values[0]) + ")";
  }

  /**
   * A message in the words of job files, with the names of Params for the keys that have one. The
   * key of a group becomes the Params of the group that are set.
   */
  String translated(String message) {
    return KEY.matcher(FILES_AMONG_OTHERS.matcher(message).replaceAll(""))
        .replaceAll(key -> Matcher.quoteReplacement(given(key.group()).orElse(key.group())));
  }

  /** The Param of a key, or those of a group that are set. */
  Optional<String> given(String key) {
    Optional<Param<?>> param = param(key);
    if (param.isPresent()) {
      return param.map(Param::name);
    }
    String inGroup =
        Arrays.stream(owner.params())
            .filter(owner::isSet)
            .filter(p -> JobParams.key(p).filter(k -> k.startsWith(key + ".")).isPresent())
            .map(Param::name)
            .collect(Collectors.joining(", "));
    return Optional.of(inGroup).filter(names -> !names.isEmpty());
  }

  private Optional<Param<?>> param(String key) {
    return Arrays.stream(owner.params())
        .filter(
            param ->
                JobParams.key(param).map(key::equals).orElse(param.name().equals(COLUMNS.get(key))))
        .findFirst()
        .map(param -> (Param<?>) param);
  }

  /** Numbers and booleans have classes of their own. */
  private static boolean isText(Param<?> param) {
    return param.getClass() == Param.class || param instanceof StringArrayParam;
  }
}
