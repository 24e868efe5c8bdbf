package io.sparksgd.data;

import io.sparksgd.data.LineScanner.MalformedNumberException;
import java.io.Serializable;

/**
 * Reads lines of LIBSVM files: {@code label index:value index:value ...}, indices rising, {@code #}
 * before a comment. Immutable and thread-safe.
 */
public final class LibsvmParser implements Serializable {
  /** The reason of rows that are good when the first feature has the index 0. */
  public static final String INDEX_ZERO = "index 0 in a file read as one-based";

  private static final long serialVersionUID = 1L;

  /** The largest index that the number of features, index + 1, leaves room for. */
  private static final int MAX_INDEX = Integer.MAX_VALUE - 1;

  /** Some million values: a longer line is damage, such as a file without ends of lines. */
  static final int MOST_CHARACTERS = 1 << 26;

  private final int first;
  private final boolean limited;
  private final int numFeatures;

  /** Of files with any number of features. */
  public LibsvmParser(IndexBase indexBase) {
    first = indexBase == IndexBase.ONE ? 1 : 0;
    limited = false;
    numFeatures = MAX_INDEX + 1;
  }

  /**
   * Of files with a known number of features.
   *
   * @param numFeatures at least 1; rows with larger indices are bad
   */
  public LibsvmParser(IndexBase indexBase, int numFeatures) {
    if (numFeatures < 1) {
      throw new IllegalArgumentException(
          "Invalid num-features: " + numFeatures + " (allowed: 1 or more)");
    }
    first = indexBase == IndexBase.ONE ? 1 : 0;
    limited = true;
    this.numFeatures = numFeatures;
  }

  /**
   * Adds the row of a line, with weight 1, to a builder.
   *
   * @return false if the line is blank or holds only a comment
   * @throws BadRowException if the line is no such row; the builder is as it was before
   */
  public boolean parse(String line, BlockBuilder to) throws BadRowException {
    if (line.length() > MOST_CHARACTERS) {
      throw new BadRowException(
          "Invalid row: "
              + line.length()
              + " characters (allowed: up to "
              + MOST_CHARACTERS
              + " in a row)");
    }
    LineScanner scanner = new LineScanner(line);
    if (!scanner.nextToken()) {
      return false;
    }
    to.startRow(label(scanner), 1.0);
    boolean done = false;
    try {
      long previous = -1;
      while (scanner.nextToken()) {
        previous = pair(scanner, previous, to);
      }
      done = true;
    } finally {
      if (!done) {
        to.dropRow();
      }
    }
    return true;
  }

  private static double label(LineScanner scanner) throws BadRowException {
    int start = scanner.position();
    double label;
    try {
      label = scanner.number();
    } catch (MalformedNumberException e) {
      throw new BadRowException(
          "Invalid label: " + scanner.tokenAt(start) + " (allowed: finite numbers)");
    }
    if (!Double.isFinite(label)) {
      throw new BadRowException("Invalid label: " + label + " (allowed: finite numbers)");
    }
    return label;
  }

  /** Reads one pair and returns its zero-based index. */
  private long pair(LineScanner scanner, long previous, BlockBuilder to) throws BadRowException {
    int start = scanner.position();
    long written;
    double value;
    try {
      written = scanner.digits();
      if (!scanner.skip(':')) {
        throw malformed(scanner, start);
      }
      value = scanner.number();
    } catch (MalformedNumberException e) {
      throw malformed(scanner, start);
    }
    long index = written - first;
    if (index <= previous || index >= numFeatures) {
      throw badIndex(written, previous);
    }
    if (!Double.isFinite(value)) {
      throw new BadRowException(
          "Invalid value: " + value + " at index " + written + " (allowed: finite numbers)");
    }
    to.feature((int) index, value);
    return index;
  }

  private static BadRowException malformed(LineScanner scanner, int start) {
    String token = scanner.tokenAt(start);
    return new BadRowException(
        token.startsWith("qid:")
            ? "Invalid pair: " + token + " (allowed: index:value; query ids are not supported)"
            : "Invalid pair: " + token + " (allowed: index:value)");
  }

  private BadRowException badIndex(long written, long previous) {
    long index = written - first;
    if (index < 0) {
      return new BadRowException(INDEX_ZERO);
    }
    if (index >= numFeatures) {
      return new BadRowException(tooLarge(written));
    }
    if (index == previous) {
      return new BadRowException("Invalid index: " + written + " twice (allowed: once in a row)");
    }
    return new BadRowException(
        "Invalid index: " + written + " after " + (previous + first) + " (allowed: rising)");
  }

  private String tooLarge(long written) {
    if (!limited) {
      return "index " + written + " (allowed: up to " + (MAX_INDEX + (long) first) + ")";
    }
    return first == 1
        ? "index " + written + " (allowed: up to " + numFeatures + ", the number of features)"
        : "index "
            + written
            + " (allowed: up to "
            + (numFeatures - 1)
            + ", one less than the number of features)";
  }
}
