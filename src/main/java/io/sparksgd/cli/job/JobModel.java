package io.sparksgd.cli.job;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.model.BinaryLabels;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import io.sparksgd.train.DriverMemory;
import io.sparksgd.train.OptimizerMemory;
import java.util.List;
import java.util.Optional;

/** From a job's {@code model} group to an objective and the weights to start from. */
public final class JobModel {
  private JobModel() {}

  public static Objective objective(JobConfig job, TrainingInput input) throws WrongInputException {
    try {
      Objective objective = DriverMemory.objective(job, input.features(), input.classes());
      DriverMemory.check(job, objective, input.features(), input.train());
      return objective;
    } catch (IllegalArgumentException e) {
      throw new WrongInputException(e.getMessage());
    }
  }

  /**
   * Checks that the initial model's parameters are those of the objective.
   *
   * @throws WrongInputException otherwise
   */
  public static Optional<TrainedModel> initial(JobConfig job, Objective objective, JobInput input)
      throws WrongInputException {
    if (input.initial().isPresent()) {
      check(input.initial().get(), objective, job.model().init().orElseThrow());
    }
    return input.initial();
  }

  /** The labels that the model will predict; none when they are class numbers. */
  public static List<Double> labels(TrainingInput input, Optional<TrainedModel> initial)
      throws WrongInputException {
    try {
      return BinaryLabels.of(input.labels(), initial);
    } catch (IllegalArgumentException e) {
      throw new WrongInputException(e.getMessage());
    }
  }

  /** The initial model's weights, or those that the objective begins with. */
  public static double[] startWeights(
      JobConfig job, Objective objective, Optional<TrainedModel> initial) {
    return initial
        .map(TrainedModel::weights)
        .orElseGet(() -> objective.initialParameters(job.seed()));
  }

  /** The initial state of the optimizer, if the job continues with that of an earlier model. */
  public static Optional<OptimizerMemory> memory(JobConfig job, Optional<TrainedModel> initial)
      throws WrongInputException {
    if (job.model().start() == Parts.WEIGHTS) {
      return Optional.empty();
    }
    String path = job.model().init().orElseThrow();
    Optional<RunState> state = initial.flatMap(TrainedModel::optimizer);
    if (state.isEmpty()) {
      throw new WrongInputException(
          "Invalid model.init-optimizer: "
              + path
              + " has no optimizer.bin (allowed: a model of a job with model.keep-optimizer:"
              + " true)");
    }
    OptimizerMemory memory = OptimizerMemory.of(state.get());
    if (memory.featureFactors().isPresent()) {
      throw new WrongInputException(
          "Invalid model.init-optimizer: "
              + path
              + " was fitted to standardized features (continue it in the ML API, or fit it there"
              + " without standardization)");
    }
    return Optional.of(memory);
  }

  private static void check(TrainedModel model, Objective objective, String path)
      throws WrongInputException {
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
  }
}
