package io.sparksgd.bench;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The sample of handwritten digits that comes with the project: 784 pixels, ten classes. */
final class DigitFiles {
  static final int PIXELS = 784;
  static final int CLASSES = 10;

  private DigitFiles() {}

  /** Softmax regression with intercepts. */
  static Objective softmax() {
    return new ModelSpec.Softmax().build(PIXELS, CLASSES, ModelSpec.Intercept.FITTED);
  }

  /** Training and held-out rows, in as many partitions each. */
  static TrainingInput read(SparkSession session, int partitions) throws InputException {
    Path data = Path.of(System.getenv("BENCH_HOME"), "data");
    InputOptions options =
        InputOptions.of(Format.LIBSVM, LabelRule.CLASSES)
            .numFeatures(PIXELS)
            .partitions(partitions)
            .build();
    return TrainingReader.read(
        session,
        List.of(data.resolve("digits.train.libsvm.bz2").toString()),
        new ValidationSource.Paths(List.of(data.resolve("digits.test.libsvm.bz2").toString())),
        options);
  }
}
