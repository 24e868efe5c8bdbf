package io.sparksgd.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The places of hashed categories: those of Spark, so that saved models stay right. */
class ColumnHashTest {
  @Test
  void placesAreThoseOfSparksFeatureHasher() {
    List<Row> rows = new ArrayList<>();
    for (String text :
        List.of(
            "", "a", "ab", "abc", "abcd", "abcde", "\u00fc\u20ac", "\ud83d\ude00", "1", "x y")) {
      rows.add(RowFactory.create(text));
      rows.add(RowFactory.create(text + "-" + text));
    }
    List<Row> theirs =
        new FeatureHasher()
            .setInputCols(new String[] {"site"})
            .setCategoricalCols(new String[] {"site"})
            .setNumFeatures(1009)
            .setOutputCol("hashed")
            .transform(
                SharedSpark.session()
                    .createDataFrame(rows, new StructType().add("site", DataTypes.StringType)))
            .collectAsList();

    for (Row row : theirs) {
      int place = row.<Vector>getAs("hashed").toSparse().indices()[0];
      assertThat(ColumnHash.place("site", row.getString(0), 1009)).isEqualTo(place);
    }
  }
}
