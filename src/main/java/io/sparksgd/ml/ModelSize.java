package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.model.TrainedModel;
import org.apache.spark.util.SizeEstimator;

/**
 * Bytes of memory of a model, which a Spark Connect server asks for: before a fit, so that it
 * refuses a model that is too large for it, and of a model that it keeps for a client.
 */
final class ModelSize {
  /** The weights of the model, and those that score single vectors. */
  private static final int VECTORS = 2;

  /** Settings, names of columns, thresholds: about what a small model has beside its weights. */
  private static final long OTHER_BYTES = 4096;

  private ModelSize() {}

  /** What the model of a fit will have: {@code 8 parameters (2 + arrays of a kept optimizer)}. */
  static long ofFit(JobConfig job, ParameterLayout layout) {
    return OTHER_BYTES + vectors(VECTORS, layout.size()) + optimizer(job, layout);
  }

  private static long optimizer(JobConfig job, ParameterLayout layout) {
    if (job.model().kept() != Parts.WITH_OPTIMIZER) {
      return 0;
    }
    long slots =
        job.optimizer().chain().optimizer(layout).slots().stream()
            .mapToLong(slot -> vectors(1, slot.length))
            .sum();
    return job.optimizer().evaluatesOthers() ? slots + vectors(2, layout.size()) : slots;
  }

  /** What a model has. */
  static long of(TrainedModel trained) {
    return OTHER_BYTES
        + vectors(VECTORS, trained.objective().layout().size())
        + trained.columns().map(SizeEstimator::estimate).orElse(0L)
        + trained.optimizer().map(SizeEstimator::estimate).orElse(0L);
  }

  private static long vectors(long count, long length) {
    return count * Double.BYTES * length;
  }
}
