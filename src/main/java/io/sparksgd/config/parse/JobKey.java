package io.sparksgd.config.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * What is declared of a key of the job file, for the reference page and for Spark ML.
 *
 * @param path its full name, such as {@code stop.early.patience}
 * @param with the kinds, values or keys with which it has an effect; empty: it always has one
 * @param range type and range in words
 * @param usual the default in Markdown
 * @param meaning in Markdown, without a full stop
 * @param params the Params of Spark ML that set it; empty when there is none
 */
public record JobKey(
    String path,
    Type type,
    List<String> with,
    String range,
    String usual,
    String meaning,
    List<String> params) {

  /** Types of values. */
  public enum Type {
    NUMBER,
    WHOLE,
    COUNT,
    FLAG,
    TEXT,
    TEXTS,
    COUNTS
  }

  public JobKey {
    with = List.copyOf(with);
    params = List.copyOf(params);
  }

  JobKey with(List<String> others) {
    return new JobKey(path, type, others, range, usual, meaning, params);
  }

  /** This declaration with what an earlier one of the same key says of it. */
  JobKey completedBy(JobKey first) {
    return new JobKey(
        path,
        type,
        with,
        range,
        usual,
        meaning.isEmpty() ? first.meaning : meaning,
        params.isEmpty() ? first.params : params);
  }

  /** This declaration for the kinds of another one, too. */
  JobKey and(JobKey other) {
    List<String> both = new ArrayList<>(with);
    both.addAll(other.with);
    String same = usual.equals(other.usual) ? usual : "";
    String wider = other.range.length() > range.length() ? other.range : range;
    return new JobKey(path, type, both, wider, same, meaning, params);
  }

  JobKey usual(String other) {
    return new JobKey(path, type, with, range, other, meaning, params);
  }
}
