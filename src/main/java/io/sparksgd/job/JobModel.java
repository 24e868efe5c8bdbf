package io.sparksgd.job;

import io.sparksgd.config.JobConfig;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.DriverMemory;
import io.sparksgd.spark.input.TrainingInput;
import io.sparksgd.spark.model.ModelFolder;
import io.sparksgd.spark.model.TrainedModel;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** From a job's {@code model} group to an objective and the weights to start from. */
final class JobModel {
  private JobModel() {}

  static Objective objective(JobConfig job, TrainingInput input) throws WrongInputException {
    try {
      Objective objective =
          job.model().spec().build(input.features(), input.classes(), job.model().intercept());
      DriverMemory.check(objective, input.features());
      return objective;
    } catch (IllegalArgumentException e) {
      throw new WrongInputException(e.getMessage());
    }
  }

  static double[] startWeights(JobConfig job, Objective objective, Configuration configuration)
      throws IOException, WrongInputException {
    if (job.model().init().isEmpty()) {
      return objective.initialParameters(job.seed());
    }
    String path = job.model().init().get();
    TrainedModel model = ModelFolder.load(new Path(path), configuration);
    if (!model.objective().layout().equals(objective.layout())) {
      throw new WrongInputException(
          "Invalid model.init: "
              + path
              + " has "
              + model.objective().layout().size()
              + " parameters in another layout (allowed: the "
              + objective.layout().size()
              + " of this job's model and data)");
    }
    return model.weights();
  }
}
