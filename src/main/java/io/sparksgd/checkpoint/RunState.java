package io.sparksgd.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The complete state that determines the rest of a run: named sections of numbers, and facts that
 * the resuming run must match. Every part of the engine writes and reads its own sections.
 */
public final class RunState {
  private final Map<String, Object> facts;
  private final Map<String, Object> sections;

  private RunState(Map<String, Object> facts, Map<String, Object> sections) {
    this.facts = Collections.unmodifiableMap(facts);
    this.sections = Collections.unmodifiableMap(sections);
  }

  /** Collects sections. The arrays are not copied: write the state before they change. */
  public static final class Builder {
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> sections = new LinkedHashMap<>();

    /** Adds facts, which must be values that JSON can express. */
    public Builder facts(Map<String, Object> more) {
      facts.putAll(more);
      return this;
    }

    /** Adds a section of numbers. */
    public Builder doubles(String name, double... values) {
      return add(name, values);
    }

    /** Adds a section of whole numbers. */
    public Builder longs(String name, long... values) {
      return add(name, values);
    }

    /** Adds several sections as {@code name/0}, {@code name/1}, ... */
    public Builder arrays(String name, List<double[]> values) {
      longs(name, values.size());
      for (int i = 0; i < values.size(); i++) {
        doubles(name + "/" + i, values.get(i));
      }
      return this;
    }

    /** Adds all sections of another state, their names behind a prefix. */
    public Builder part(String prefix, RunState other) {
      other.sections.forEach((name, values) -> add(prefix + name, values));
      return this;
    }

    private Builder add(String name, Object values) {
      if (sections.put(name, values) != null) {
        throw new IllegalArgumentException("Invalid section: " + name + " is there already");
      }
      return this;
    }

    /** The state. */
    public RunState build() {
      return new RunState(facts, sections);
    }
  }

  /**
   * Writes the state in the format of checkpoints.
   *
   * @see #read
   */
  public void write(OutputStream out) throws IOException {
    StateFile.write(this, out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param length of the file
   * @param source its name in messages
   * @throws IOException also if the file is no saved state
   */
  public static RunState read(InputStream in, long length, String source) throws IOException {
    return StateFile.read(in, length, source);
  }

  /** The sections that {@link Builder#part} added; none when it did not. */
  public RunState part(String prefix) {
    Map<String, Object> part = new LinkedHashMap<>();
    sections.forEach(
        (name, values) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), values);
          }
        });
    return new RunState(Map.of(), part);
  }

  /** The same with arrays of its own. */
  public RunState copy() {
    Map<String, Object> copies = new LinkedHashMap<>();
    sections.forEach(
        (name, values) ->
            copies.put(
                name,
                values instanceof double[] doubles ? doubles.clone() : ((long[]) values).clone()));
    return new RunState(facts, copies);
  }

  /** The same with other numbers in the sections of numbers, by their names. */
  public RunState map(BiFunction<String, double[], double[]> change) {
    Map<String, Object> changed = new LinkedHashMap<>();
    sections.forEach(
        (name, values) ->
            changed.put(
                name, values instanceof double[] doubles ? change.apply(name, doubles) : values));
    return new RunState(facts, changed);
  }

  /** Facts about the run, as JSON has them. */
  public Map<String, Object> facts() {
    return facts;
  }

  /** Names of the sections, in their order. */
  public List<String> names() {
    return List.copyOf(sections.keySet());
  }

  /** Whether there is a section. */
  public boolean has(String name) {
    return sections.containsKey(name);
  }

  /** {@code double[]} or {@code long[]}. */
  Object section(String name) {
    return sections.get(name);
  }

  /**
   * A section of numbers; a live array.
   *
   * @throws CheckpointException if there is none
   */
  public double[] doubles(String name) {
    if (sections.get(name) instanceof double[] values) {
      return values;
    }
    throw missing(name, "numbers");
  }

  /**
   * A section of so many numbers; a live array.
   *
   * @throws CheckpointException if there is none, or it has another length
   */
  public double[] doubles(String name, int length) {
    double[] values = doubles(name);
    if (values.length != length) {
      throw missing(name, length + " numbers, but " + values.length);
    }
    return values;
  }

  /**
   * A section of so many whole numbers; a live array.
   *
   * @throws CheckpointException if there is none, or it has another length
   */
  public long[] longs(String name, int length) {
    if (sections.get(name) instanceof long[] values && values.length == length) {
      return values;
    }
    throw missing(name, length + " whole numbers");
  }

  /**
   * What {@link Builder#arrays} wrote.
   *
   * @throws CheckpointException if there is none
   */
  public List<double[]> arrays(String name) {
    long count = longs(name, 1)[0];
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(doubles(name + "/" + i));
    }
    return values;
  }

  private static CheckpointException missing(String name, String wanted) {
    return new CheckpointException(
        "Invalid checkpoint: its section " + name + " does not have " + wanted);
  }
}
