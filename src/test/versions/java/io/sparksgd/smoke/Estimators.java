package io.sparksgd.smoke;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.SgdClassifier;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What people do with an estimator, compiled once and run on other Spark lines. */
public final class Estimators {
  private Estimators() {}

  /**
   * Fits, applies, saves and loads a model, alone and in a pipeline.
   *
   * @param arguments a folder for models, in the project's folder
   */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> train = digits(spark, "train");
    Dataset<Row> test = digits(spark, "test");
    SgdClassifier classifier =
        new SgdClassifier().setModel("softmax").setMaxIter(80).setLearningRate(0.01);

    SgdClassificationModel model = classifier.fit(train);
    model.write().overwrite().save(arguments[0] + "/model");
    SgdClassificationModel loaded = SgdClassificationModel.load(arguments[0] + "/model");
    classifier.save(arguments[0] + "/estimator");
    PipelineModel pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {SgdClassifier.load(arguments[0] + "/estimator")})
            .fit(train);

    double accuracy = accuracy(model.transform(test));
    require(accuracy > 0.8 && accuracy < 0.95, "accuracy " + accuracy);
    require(accuracy(loaded.transform(test)) == accuracy, "another accuracy after loading");
    require(accuracy(pipeline.transform(test)) == accuracy, "another accuracy in a pipeline");
    require(model.summary().totalIterations() == 80, "steps");
    System.out.println("estimators: accuracy " + accuracy);
  }

  private static Dataset<Row> digits(SparkSession spark, String part) {
    return spark
        .read()
        .format("libsvm")
        .option("numFeatures", 784)
        .load("data/digits." + part + ".libsvm.bz2");
  }

  private static double accuracy(Dataset<Row> predicted) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
