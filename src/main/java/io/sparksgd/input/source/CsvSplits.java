package io.sparksgd.input.source;

import io.sparksgd.data.CsvRecords;
import io.sparksgd.data.CsvText;
import io.sparksgd.data.CsvText.Opening;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/**
 * Which splits of CSV files begin within quotes, and the text there that ends the record of the
 * split before. So files with line breaks in quotes are read in splits as all others are.
 *
 * <p>A split's end follows from its lines and from how it begins, so each split says how it ends
 * for both beginnings, and the driver goes through them in order. Only lines with quotes are looked
 * at; where no split begins within quotes, that is all.
 */
final class CsvSplits implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By file, and by the start of a split: how what follows it begins. */
  private final HashMap<String, TreeMap<Long, Opening>> after = new HashMap<>();

  /** By file and start: the texts at the begin of splits that begin within quotes. */
  private final HashMap<String, TreeMap<Long, Head>> heads = new HashMap<>();

  /** The begin of a split, up to the end of its first record or of the split. */
  private static final class Head implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Null where it is too long to be part of a record. */
    private final String text;

    private final Opening after;

    Head(String text, Opening after) {
      this.text = text;
      this.after = after;
    }
  }

  private CsvSplits() {}

  /**
   * Looks at files.
   *
   * @param lines the text, the file and the start of the split
   */
  static CsvSplits of(Dataset<Row> lines, CsvText csv) {
    CsvSplits splits = new CsvSplits();
    if (lines.rdd().getNumPartitions() < 2) {
      // A file in several splits makes more partitions than one.
      return splits;
    }
    Column text = functions.col(lines.columns()[0]);
    List<Row> ends =
        lines.filter(text.contains("\"")).toJavaRDD().mapPartitions(new Ends(csv)).collect();
    splits.follow(ends);
    if (!splits.after.isEmpty()) {
      for (Row head : lines.toJavaRDD().mapPartitions(new Heads(csv, splits)).collect()) {
        splits
            .heads
            .computeIfAbsent(head.getString(1), file -> new TreeMap<>())
            .put(head.getLong(2), new Head(head.getString(0), opening(head.getBoolean(3))));
      }
    }
    return splits;
  }

  private void follow(List<Row> ends) {
    Map<String, TreeMap<Long, Row>> files = new HashMap<>();
    for (Row end : ends) {
      files.computeIfAbsent(end.getString(0), file -> new TreeMap<>()).put(end.getLong(1), end);
    }
    files.forEach(
        (file, splits) -> {
          TreeMap<Long, Opening> openings = new TreeMap<>();
          Opening opening = Opening.RECORD;
          for (Map.Entry<Long, Row> split : splits.entrySet()) {
            opening = opening(split.getValue().getBoolean(opening == Opening.RECORD ? 2 : 3));
            openings.put(split.getKey(), opening);
          }
          if (openings.containsValue(Opening.WITHIN_QUOTES)) {
            after.put(file, openings);
          }
        });
  }

  private static Opening opening(boolean withinQuotes) {
    return withinQuotes ? Opening.WITHIN_QUOTES : Opening.RECORD;
  }

  /** How a split begins. */
  Opening opening(String file, long start) {
    TreeMap<Long, Opening> splits = after.get(file);
    Map.Entry<Long, Opening> before = splits == null ? null : splits.lowerEntry(start);
    return before == null ? Opening.RECORD : before.getValue();
  }

  /** What follows a split that ends within quotes, up to the end of its last record. */
  String rest(String file, long start) {
    TreeMap<Long, Head> there = heads.get(file);
    NavigableMap<Long, Head> following =
        there == null ? new TreeMap<>() : there.tailMap(start, false);
    StringBuilder text = new StringBuilder();
    for (Head head : following.values()) {
      text.append('\n').append(head.text == null ? "" : head.text);
      if (head.text == null || head.after == Opening.RECORD) {
        break;
      }
    }
    return text.toString();
  }

  /** Of each split: its file, its start, and whether it ends within quotes for both beginnings. */
  private static final class Ends implements FlatMapFunction<Iterator<Row>, Row> {
    private static final long serialVersionUID = 1L;
    private final CsvText csv;

    Ends(CsvText csv) {
      this.csv = csv;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> lines) {
      List<Row> ends = new ArrayList<>();
      Segments segments = new Segments(lines, 1);
      while (segments.hasNext()) {
        Segments.Segment segment = segments.next();
        Opening outside = Opening.RECORD;
        Opening inside = Opening.WITHIN_QUOTES;
        while (segment.rows().hasNext()) {
          String line = segment.rows().next().getString(0);
          outside = csv.after(line, outside);
          inside = csv.after(line, inside);
        }
        ends.add(
            RowFactory.create(
                segment.file(),
                segment.start(),
                outside == Opening.WITHIN_QUOTES,
                inside == Opening.WITHIN_QUOTES));
      }
      return ends.iterator();
    }
  }

  /** The begin of each split that begins within quotes: text, file, start, whether it stays so. */
  private static final class Heads implements FlatMapFunction<Iterator<Row>, Row> {
    private static final long serialVersionUID = 1L;
    private final CsvText csv;
    private final CsvSplits splits;

    Heads(CsvText csv, CsvSplits splits) {
      this.csv = csv;
      this.splits = splits;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> lines) {
      List<Row> heads = new ArrayList<>();
      Segments segments = new Segments(lines, 1);
      while (segments.hasNext()) {
        Segments.Segment segment = segments.next();
        if (splits.opening(segment.file(), segment.start()) == Opening.WITHIN_QUOTES) {
          heads.add(head(segment));
        }
      }
      return heads.iterator();
    }

    private Row head(Segments.Segment segment) {
      StringBuilder text = new StringBuilder();
      boolean first = true;
      while (segment.rows().hasNext()) {
        String line = segment.rows().next().getString(0);
        int end = csv.end(line, 0, Opening.WITHIN_QUOTES);
        text.append(first ? "" : "\n");
        first = false;
        if (end != CsvText.WITHIN_QUOTES) {
          text.append(line, 0, end);
          return RowFactory.create(text.toString(), segment.file(), segment.start(), false);
        }
        text.append(line);
        if (text.length() > CsvRecords.MOST_CHARACTERS) {
          return RowFactory.create(null, segment.file(), segment.start(), true);
        }
      }
      return RowFactory.create(text.toString(), segment.file(), segment.start(), true);
    }
  }
}
