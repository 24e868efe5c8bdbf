package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.junit.jupiter.api.Test;

/** What a Spark Connect server finds by its service loader, beside Spark's own. */
class ServicesTest {
  private static Stream<Class<?>> services(Class<?> kind) {
    return ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::type);
  }

  @Test
  void estimatorsAndModelsAreFound() {
    assertThat(services(Estimator.class)).contains(SgdClassifier.class, SgdRegressor.class);
    assertThat(services(Transformer.class))
        .contains(SgdClassificationModel.class, SgdRegressionModel.class);
  }

  @Test
  void whatIsFoundCanBeMade() {
    assertThat(new SgdClassificationModel().numFeatures()).isEqualTo(1);
    assertThat(new SgdRegressionModel().parameters()).containsExactly(0);
  }
}
