package io.sparksgd.input.format;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.features.FeatureCells;
import io.sparksgd.features.FeatureMaker;
import io.sparksgd.features.FittedFeatures.Texts;
import io.sparksgd.features.RawRows;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** The columns of a source row from which vectors are made, with the rules for that. */
final class MadeColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Those of numbers first, then one-hot, then hashed. */
  final ColumnFormat.Column[] columns;

  private final String[] numbers;
  private final String[] oneHot;
  private final String[] hash;
  private final int hashSize;
  private final FeaturesConfig.Scale scale;
  private final Texts texts;

  /** Null while nothing is fitted: rows stay raw. */
  private final FeatureMaker maker;

  MadeColumns(FeatureColumns made, ColumnFormat.Column[] columns) {
    this.columns = columns;
    FeaturesConfig config = made.columns();
    numbers = config.numbers().toArray(new String[0]);
    oneHot = config.oneHot().toArray(new String[0]);
    hash = config.hash().toArray(new String[0]);
    hashSize = config.hashSize();
    scale = config.scale();
    if (made instanceof FeatureColumns.OfModel model) {
      texts = model.fitted().texts();
      maker = new FeatureMaker(model.fitted());
    } else {
      texts =
          ((FeatureColumns.ToFit) made)
              .initial()
              .map(initial -> initial.texts())
              .orElse(Texts.CANONICAL);
      maker = null;
    }
  }

  // An array, because lists are not used on executors.
  private FeaturesConfig config() {
    return new FeaturesConfig(List.of(numbers), scale, List.of(oneHot), List.of(hash), hashSize);
  }

  Reader open() {
    return new Reader();
  }

  /** Reads the columns of rows; the state of one task. */
  final class Reader {
    private final FeatureCells cells = new FeatureCells(config(), texts);
    private final RawRows raw = maker == null ? new RawRows(config()) : null;
    private final MakeVector.Values values = new MakeVector.Values();
    private long[] known = new long[oneHot.length];

    /** Number of columns of numbers. */
    int numbers() {
      return numbers.length;
    }

    /** Begins a row. */
    void begin() {
      cells.clear();
    }

    /** Sets a number; returns whether it is finite as a feature. */
    boolean number(int column, double value) {
      double feature = maker == null ? value : maker.scaled(column, value);
      cells.number(column, feature);
      return Double.isFinite(feature);
    }

    /** Sets the categories of a source row. */
    void categories(Row row) {
      for (int j = numbers.length; j < columns.length; j++) {
        cells.category(j - numbers.length, row.get(columns[j].at));
      }
    }

    /** Appends the vector to the row that was begun last. */
    void append(BlockBuilder row) {
      if (maker == null) {
        raw.append(cells, row);
      } else {
        maker.write(cells, row::feature, known);
        row.atLeast(maker.size());
      }
    }

    /** The vector, of a model that is fitted. */
    Vector vector() {
      maker.write(cells, values::feature, known);
      return values.take(maker.size());
    }

    /** Number of values of an appended row. */
    int width() {
      return maker == null ? raw.width() : maker.size();
    }

    /** What is known of the categories since the last call. */
    CategoryCounts take() {
      long[] taken = known;
      known = new long[oneHot.length];
      return maker == null
          ? new CategoryCounts(raw.takeTexts(), new long[0])
          : new CategoryCounts(new String[0][], taken);
    }
  }
}
