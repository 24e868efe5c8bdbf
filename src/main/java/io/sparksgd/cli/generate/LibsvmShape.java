package io.sparksgd.cli.generate;

/** A line {@code label index:value ...} with one-based indices; zeros are left out. */
final class LibsvmShape implements RowShape<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public String of(GeneratedRow row) {
    StringBuilder line = new StringBuilder(16 + 12 * row.count);
    append(line, row.label);
    for (int k = 0; k < row.count; k++) {
      if (row.values[k] != 0) {
        line.append(' ').append(row.indices[k] + 1L).append(':');
        append(line, row.values[k]);
      }
    }
    return line.toString();
  }

  /** Whole numbers without a fraction. */
  private static void append(StringBuilder line, double value) {
    long whole = (long) value;
    if (whole == value) {
      line.append(whole);
    } else {
      line.append(value);
    }
  }
}
