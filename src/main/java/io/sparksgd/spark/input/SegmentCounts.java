package io.sparksgd.spark.input;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;

/** What is known of the rows of a file split, or of a part of it. */
final class SegmentCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Path of the file as Spark writes it; empty when the rows come from no file. */
  final String file;

  /** Where the split starts in the file; the partition's number when there is no file. */
  final long blockStart;

  /** Number of the split within its partition, from 0. */
  final int segment;

  /** Good rows. */
  long rows;

  /** Source rows: good, bad and blank. */
  long sourceRows;

  long badRows;

  /** Bad rows of more lines than one. */
  final SpannedLines badLines = new SpannedLines();

  /** Good rows of more lines than {@link CsvRows#MOST_LINES}. */
  final SpannedLines goodLines = new SpannedLines();

  /** Good rows that are marked as validation rows. */
  long validationRows;

  /** 1 + the largest feature index. */
  int features;

  /** Sizes of vectors; 0 when there are none. */
  int smallestWidth;

  int largestWidth;
  double weightSum;
  final LabelValues labels = new LabelValues();

  /** Good rows with a category that the model knows, by one-hot column. */
  long[] known = {};

  SegmentCounts(String file, long blockStart, int segment) {
    this.file = file;
    this.blockStart = blockStart;
    this.segment = segment;
  }

  void addWidth(int width) {
    smallestWidth = smallestWidth == 0 ? width : Math.min(smallestWidth, width);
    largestWidth = Math.max(largestWidth, width);
  }

  void addRows(RowBlock block) {
    rows += block.rows();
    features = Math.max(features, block.features());
    for (int row = 0; row < block.rows(); row++) {
      labels.add(block.label(row));
      weightSum += block.weight(row);
    }
  }

  void addKnown(long[] more) {
    if (known.length == 0) {
      known = more.clone();
      return;
    }
    for (int j = 0; j < more.length; j++) {
      known[j] += more[j];
    }
  }

  void add(SegmentCounts other) {
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
