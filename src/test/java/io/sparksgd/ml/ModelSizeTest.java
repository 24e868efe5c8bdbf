package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.MlData;
import io.sparksgd.testkit.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Spark Connect server asks of estimators and models. */
class ModelSizeTest {
  private static final long OTHER_BYTES = 4096;

  private static Dataset<Row> wide(int features, double... labels) {
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      rows.add(
          RowFactory.create(
              labels[i], Vectors.sparse(features, new int[] {i}, new double[] {i + 1})));
    }
    return SharedSpark.session().createDataFrame(rows, schema);
  }

  @Test
  void theSizeBeforeAFitIsThatOfItsModel() {
    Dataset<Row> data = wide(5_000, 0, 2, 1, 2);
    SgdClassifier softmax =
        new SgdClassifier().setModel("softmax").setFullBatch(true).setMaxIter(1);

    // Three classes, though nothing but the labels says so: 5,000 weights and an intercept each.
    assertThat(softmax.estimateModelSize(data)).isEqualTo(OTHER_BYTES + 2 * 8 * 3 * 5_001);
    assertThat(softmax.fit(data).estimatedSize()).isEqualTo(softmax.estimateModelSize(data));

    assertThat(
            softmax
                .copy(ParamMap.empty())
                .setLabelCol("my.label`s")
                .estimateModelSize(data.withColumnRenamed("label", "my.label`s")))
        .isEqualTo(softmax.estimateModelSize(data));

    SgdRegressor linear =
        new SgdRegressor().setFitIntercept(false).setFullBatch(true).setMaxIter(1);
    assertThat(linear.estimateModelSize(data)).isEqualTo(OTHER_BYTES + 2 * 8 * 5_000);
    assertThat(linear.fit(data).estimatedSize()).isEqualTo(linear.estimateModelSize(data));
  }

  @Test
  void anOptimizerThatIsKeptCounts() {
    Dataset<Row> data = wide(5_000, 0, 1, 1, 0);
    SgdClassifier adam =
        new SgdClassifier()
            .setOptimizer("adam")
            .setStandardization(false)
            .setKeepOptimizer(true)
            .setFullBatch(true)
            .setMaxIter(1);

    long estimate = adam.estimateModelSize(data);

    assertThat(estimate).isEqualTo(OTHER_BYTES + (2 + 2) * 8 * 5_001);
    assertThat(adam.fit(data).estimatedSize()).isBetween(estimate, estimate + 4_096);
    // The weights of which the model is an average, and the average.
    adam.setAverageDecay(0.5);
    assertThat(adam.estimateModelSize(data)).isEqualTo(estimate + 2 * 8 * 5_001);
    assertThat(adam.fit(data).estimatedSize())
        .isBetween(estimate + 2 * 8 * 5_001, estimate + 2 * 8 * 5_001 + 4_096);
  }

  @Test
  void theLayersOfAPerceptronCount() {
    Dataset<Row> data = wide(100, 0, 1, 1, 0);
    SgdClassifier mlp =
        new SgdClassifier()
            .setModel("mlp")
            .setModelOutput("softmax")
            .setHiddenLayers(10)
            .setNumClasses(4)
            .setFullBatch(true)
            .setMaxIter(1);

    assertThat(mlp.estimateModelSize(data))
        .isEqualTo(OTHER_BYTES + 2 * 8 * (100 * 10 + 10 + 10 * 4 + 4));
  }

  @Test
  void whatCannotBeFittedIsRefusedInWords() {
    Dataset<Row> none = wide(10);
    assertThatThrownBy(() -> new SgdRegressor().estimateModelSize(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid data: no vector of features");
    Dataset<Row> endless = wide(10, Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> new SgdClassifier().setModel("softmax").estimateModelSize(endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid label: Infinity (allowed: the class numbers 0 .. k-1)");
  }

  @Test
  void aModelThatAServerSetsAsideGoesToTheDriversMachine(@TempDir Path folder) throws Exception {
    SgdClassificationModel model =
        new SgdClassifier().setFullBatch(true).setMaxIter(3).fit(MlData.twoClasses(50));
    Path aside = folder.resolve("aside");
    Configuration hadoop = SharedSpark.session().sparkContext().hadoopConfiguration();
    String usual = hadoop.get("fs.defaultFS");
    try {
      // Paths without a scheme are on another file system now, as they are on a cluster.
      hadoop.set("fs.defaultFS", "nowhere://cluster/");
      ((ModelWriter) model.write()).saveToLocal(aside.toString());
      SgdClassificationModel loaded =
          new ModelReader.OfClassifiers().loadFromLocal(aside.toString());
      assertThat(loaded.parameters()).isEqualTo(model.parameters());
    } finally {
      hadoop.set("fs.defaultFS", usual);
    }
    assertThat(Files.exists(aside.resolve("model.json"))).isTrue();
  }
}
