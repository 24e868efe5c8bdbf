package io.sparksgd.ml.params;

import io.sparksgd.config.parse.JobKey;
import io.sparksgd.config.parse.JobKeys;
import io.sparksgd.config.parse.JobParser;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.runtime.AbstractFunction1;

/**
 * Params that stand for a key of the job file, which declares their names and docs. The config room
 * judges their values, so a wrong one fails when it is set, with the job file's message.
 */
public final class JobParams {
  private static final Map<String, JobKey> KEYS = keys();

  private JobParams() {}

  private static Map<String, JobKey> keys() {
    Map<String, JobKey> keys = new LinkedHashMap<>();
    for (JobKey key : JobKeys.merged()) {
      key.params().forEach(param -> keys.put(param, key));
    }
    return keys;
  }

  /** The job file's key of a Param. */
  public static Optional<String> key(Param<?> param) {
    return Optional.ofNullable(KEYS.get(param.name())).map(JobKey::path);
  }

  /** Sets a Param and returns its owner, for setters: their S is the class of the owner. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <S, T> S put(Params owner, Param<T> param, T value) {
    owner.set(param, value);
    return (S) owner;
  }

  static DoubleParam number(Params owner, String name) {
    return new DoubleParam(owner.uid(), name, doc(name), new Check<>(name));
  }

  static LongParam whole(Params owner, String name) {
    return new LongParam(owner.uid(), name, doc(name), new Check<>(name));
  }

  static IntParam count(Params owner, String name) {
    return new IntParam(owner.uid(), name, doc(name), new Check<>(name));
  }

  static BooleanParam flag(Params owner, String name) {
    // No check: a boolean is always right.
    return new BooleanParam(owner.uid(), name, doc(name));
  }

  static Param<String> text(Params owner, String name) {
    return new Param<>(owner.uid(), name, doc(name), new Check<>(name));
  }

  static StringArrayParam texts(Params owner, String name) {
    return new StringArrayParam(owner, name, doc(name), new Check<>(name));
  }

  static IntArrayParam counts(Params owner, String name) {
    return new IntArrayParam(owner, name, doc(name), new Check<>(name));
  }

  private static String doc(String name) {
    JobKey key = KEYS.get(name);
    return ParamDoc.of(key, name) + " (job file: " + key.path() + ")";
  }

  /** A value as job descriptions hold it: lists in place of arrays. */
  public static Object plain(Object value) {
    if (value instanceof int[] counts) {
      return Arrays.stream(counts).boxed().toList();
    }
    return value instanceof String[] texts ? List.of(texts) : value;
  }

  /** Asks the config room; Spark's own message would not say what is allowed. */
  private static final class Check<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;

    Check(String name) {
      this.name = name;
    }

    @Override
    public Object apply(T value) {
      String key = KEYS.get(name).path();
      Optional<String> problem = JobParser.problem(key, plain(value));
      if (problem.isPresent()) {
        throw new IllegalArgumentException(problem.get().replaceFirst("\\Q" + key + "\\E", name));
      }
      return true;
    }
  }
}
