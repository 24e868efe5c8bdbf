package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
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
 * Params that stand for a key of the job file. The config room judges their values, so a wrong one
 * fails when it is set, with the job file's message.
 */
final class JobParams {
  private JobParams() {}

  /** A Param that knows its key. */
  private interface Keyed {
    String key();
  }

  /** The job file's key of a Param. */
  static Optional<String> key(Param<?> param) {
    return param instanceof Keyed keyed ? Optional.of(keyed.key()) : Optional.empty();
  }

  /** Sets a Param and returns its owner, for setters: their S is the class of the owner. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <S, T> S put(Params owner, Param<T> param, T value) {
    owner.set(param, value);
    return (S) owner;
  }

  static DoubleParam number(Params owner, String name, String key, String doc) {
    return new NumberParam(owner, name, key, doc);
  }

  static LongParam whole(Params owner, String name, String key, String doc) {
    return new WholeParam(owner, name, key, doc);
  }

  static IntParam count(Params owner, String name, String key, String doc) {
    return new CountParam(owner, name, key, doc);
  }

  static BooleanParam flag(Params owner, String name, String key, String doc) {
    return new FlagParam(owner, name, key, doc);
  }

  static Param<String> text(Params owner, String name, String key, String doc) {
    return new TextParam(owner, name, key, doc);
  }

  static StringArrayParam texts(Params owner, String name, String key, String doc) {
    return new TextsParam(owner, name, key, doc);
  }

  static IntArrayParam counts(Params owner, String name, String key, String doc) {
    return new CountsParam(owner, name, key, doc);
  }

  private static String withKey(String doc, String key) {
    return doc + " (job file: " + key + ")";
  }

  private static final class NumberParam extends DoubleParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    NumberParam(Params owner, String name, String key, String doc) {
      super(owner.uid(), name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class WholeParam extends LongParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    WholeParam(Params owner, String name, String key, String doc) {
      super(owner.uid(), name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class CountParam extends IntParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    CountParam(Params owner, String name, String key, String doc) {
      super(owner.uid(), name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class FlagParam extends BooleanParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    FlagParam(Params owner, String name, String key, String doc) {
      // No check: a boolean is always right.
      super(owner.uid(), name, withKey(doc, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class TextParam extends Param<String> implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    TextParam(Params owner, String name, String key, String doc) {
      super(owner.uid(), name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class TextsParam extends StringArrayParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    TextsParam(Params owner, String name, String key, String doc) {
      super(owner, name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  private static final class CountsParam extends IntArrayParam implements Keyed {
    private static final long serialVersionUID = 1L;
    private final String key;

    CountsParam(Params owner, String name, String key, String doc) {
      super(owner, name, withKey(doc, key), new Check<>(name, key));
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  /** A value as job descriptions hold it: lists in place of arrays. */
  static Object plain(Object value) {
    if (value instanceof int[] counts) {
      return Arrays.stream(counts).boxed().toList();
    }
    return value instanceof String[] texts ? List.of(texts) : value;
  }

  /** Asks the config room; Spark's own message would not say what is allowed. */
  private static final class Check<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final String key;

    Check(String name, String key) {
      this.name = name;
      this.key = key;
    }

    @Override
    public Object apply(T value) {
      Optional<String> problem = JobConfig.problem(key, plain(value));
      if (problem.isPresent()) {
        throw new IllegalArgumentException(problem.get().replaceFirst("\\Q" + key + "\\E", name));
      }
      return true;
    }
  }
}
