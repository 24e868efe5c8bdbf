package io.sparksgd.input.format;

import io.sparksgd.data.BadRowException;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.LibsvmParser;
import org.apache.spark.sql.Row;

/** Reads lines of LIBSVM files. */
public final class LibsvmFormat implements RowFormat {
  private static final long serialVersionUID = 1L;

  private final LibsvmParser parser;

  /** Null when labels are not checked. */
  private final AllowedLabels labels;

  private final int lineAt;

  public LibsvmFormat(InputOptions options, Purpose purpose, int lineAt) {
    parser =
        options.numFeatures().isPresent()
            ? new LibsvmParser(options.indexBase(), options.numFeatures().getAsInt())
            : new LibsvmParser(options.indexBase());
    boolean checked =
        options.labelRule() == LabelRule.CLASSES || options.labelRule() == LabelRule.COUNT;
    labels = checked && purpose == Purpose.LEARN ? new AllowedLabels(options) : null;
    this.lineAt = lineAt;
  }

  @Override
  public RowReader open() {
    return new Lines();
  }

  private final class Lines implements RowReader {
    @Override
    public String read(Row row, BlockBuilder builder) {
      String line = row.getString(lineAt);
      try {
        if (!parser.parse(line, builder)) {
          return null;
        }
      } catch (BadRowException e) {
        return e.getMessage();
      }
      if (labels != null) {
        String wrong = labels.invalid(label(line));
        if (wrong != null) {
          builder.dropRow();
        }
        return wrong;
      }
      return null;
    }

    /** The first number of a line that was parsed already. */
    private static double label(String line) {
      String text = line.strip();
      int end = 0;
      while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '#') {
        end++;
      }
      return Double.parseDouble(text.substring(0, end));
    }

    @Override
    public String content(Row row) {
      return row.getString(lineAt);
    }
  }
}
