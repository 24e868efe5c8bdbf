package io.sparksgd.input.format;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;

/** Counts of the rows of a file split, or of a part of it. */
public final class SegmentCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Path of the file as Spark writes it; empty when the rows come from no file. */
  public final String file;

  /** Where the split starts in the file; the partition's number when there is no file. */
  public final long blockStart;

  /** Number of the split within its partition, from 0. */
  public final int segment;

  /** Good rows. */
  public long rows;

  /** Source rows: good, bad and blank. */
  public long sourceRows;

  public long badRows;

  /** Bad rows of more lines than one. */
  public final SpannedLines badLines = new SpannedLines();

  /** Good rows of more lines than {@link io.sparksgd.input.source.CsvRows#MOST_LINES}. */
  public final SpannedLines goodLines = new SpannedLines();

  /** Good rows that are marked as validation rows. */
  public long validationRows;

  /** 1 + the largest feature index. */
  public int features;

  /** Sizes of vectors; 0 when there are none. */
  public int smallestWidth;

  public int largestWidth;
  public double weightSum;
  public final LabelValues labels = new LabelValues();

  /** Good rows with a category that the model knows, by one-hot column. */
  public long[] known = {};

  public SegmentCounts(String file, long blockStart, int segment) {
    this.file = file;
    this.blockStart = blockStart;
    this.segment = segment;
  }

  public void addWidth(int width) {
    smallestWidth = smallestWidth == 0 ? width : Math.min(smallestWidth, width);
    largestWidth = Math.max(largestWidth, width);
  }

  public void addRows(RowBlock block) {
    rows += block.rows();
    features = Math.max(features, block.features());
    for (int row = 0; row < block.rows(); row++) {
      labels.add(block.label(row));
      weightSum += block.weight(row);
    }
  }

  public void addKnown(long[] more) {
    if (known.length == 0) {
      known = more.clone();
      return;
    }
    for (int j = 0; j < more.length; j++) {
      known[j] += more[j];
    }
  }

  public void add(SegmentCounts other) {
    rows += other.rows;
    sourceRows += other.sourceRows;
    badRows += other.badRows;
    badLines.add(other.badLines);
    goodLines.add(other.goodLines);
    validationRows += other.validationRows;
    features = Math.max(features, other.features);
    if (other.largestWidth > 0) {
      addWidth(other.smallestWidth);
      addWidth(other.largestWidth);
    }
    weightSum += other.weightSum;
    labels.add(other.labels);
    addKnown(other.known);
  }
}
