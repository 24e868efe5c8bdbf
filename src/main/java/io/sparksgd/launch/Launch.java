package io.sparksgd.launch;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.LabelContrast;
import io.sparksgd.input.format.InputException;
import io.sparksgd.message.Message;
import io.sparksgd.model.BinaryLabels;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.score.FeatureDeviations;
import io.sparksgd.search.RaceListener;
import io.sparksgd.search.Search;
import io.sparksgd.search.SearchResult;
import io.sparksgd.train.DriverMemory;
import io.sparksgd.train.OptimizerState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The packed rows of a job and the model that it starts from, until it is closed. Every run begins
 * here: {@link #open}, then {@link #prepare}, then {@link PreparedRun#train} and {@link
 * PreparedRun#model}.
 */
public final class Launch implements AutoCloseable {
  private JobConfig job;
  private final RowSource source;
  private final TrainingInput input;
  private final Optional<InitialModel> initial;
  private TrainingRows rows;

  private Launch(
      JobConfig job, RowSource source, TrainingInput input, Optional<InitialModel> initial) {
    this.job = job;
    this.source = source;
    this.input = input;
    this.initial = initial;
    this.rows = TrainingRows.of(input);
  }

  /**
   * Reads and packs the rows.
   *
   * @param initial the model that the run starts from
   * @throws InputException if the rows cannot be used
   * @throws InvalidPlanException if the heap cannot hold the model, or the initial model does not
   *     fit the rows
   */
  public static Launch open(JobConfig job, RowSource source, Optional<InitialModel> initial)
      throws InputException {
    DriverMemory.check(job);
    TrainingInput input = source.read(initial);
    try {
      Optional<InitialModel> grown =
          checked(() -> initial.map(model -> model.grown(job, input.fitted())));
      return new Launch(job, source, input, grown);
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /**
   * A warning if the labels of the partitions differ more than a job of local steps should have.
   */
  public Optional<Message> warning() {
    return LabelContrast.warning(job, input.train());
  }

  /**
   * Finds the settings that the job leaves out; the run then has them. Does nothing if the job has
   * no race.
   *
   * @throws InvalidPlanException if no settings can be found
   */
  public Optional<SearchResult> search(RaceListener listener) {
    if (!job.search().isRace()) {
      return Optional.empty();
    }
    Objective objective = objective();
    int parameters = objective.layout().size();
    if (parameters > Search.MOST_PARAMETERS) {
      listener.noSearch(tooLarge(parameters));
      job = job.with(SearchConfig.NONE);
      return Optional.empty();
    }
    double[] start = objective.initialParameters(job.seed());
    SearchResult result = checked(() -> Search.run(job, objective, input, start, listener));
    job = result.job();
    return Optional.of(result);
  }

  private static Message tooLarge(int parameters) {
    return words ->
        "No search for settings: the model has "
            + parameters
            + " parameters, a search takes up to "
            + Search.MOST_PARAMETERS
            + ". Settings that are left out have their defaults, which are seldom good (set "
            + words.name("optimizer.learning-rate")
            + ")";
  }

  /** The rows as they were read. */
  public TrainingInput input() {
    return input;
  }

  /**
   * Builds the objective for the features and classes of the rows, and finds the weights and the
   * optimizer's state to start from.
   *
   * @throws InvalidPlanException if the model does not fit the rows, the heap, or the initial model
   */
  public PreparedRun prepare() {
    Objective objective = objective();
    initial.ifPresent(model -> model.checkLayout(objective));
    List<Double> labels =
        checked(() -> BinaryLabels.of(input.labels(), initial.map(InitialModel::model)));
    Optional<OptimizerState> optimizerState = optimizerState();
    if (job.data().scale() != FeatureScale.NONE) {
      Standardization standardization =
          Standardization.of(
              job,
              FeatureDeviations.of(input.train(), input.features()),
              objective,
              initial.map(InitialModel::weights),
              optimizerState);
      rows = TrainingRows.standardized(input, standardization, job.data());
    }
    double[] start =
        initial
            .map(model -> rows.toTraining(model.weights()))
            // Random weights suit features of like size: those of the training.
            .orElseGet(() -> objective.initialParameters(job.seed()));
    return new PreparedRun(
        this, rows, objective, labels, start, optimizerState.map(rows::toTraining));
  }

  private Objective objective() {
    return checked(
        () -> {
          Objective objective = DriverMemory.objective(job, input.features(), input.classes());
          DriverMemory.check(job, objective, input.features(), input.train());
          return objective;
        });
  }

  /** the state that the optimizer continues with, if the job says that it continues. */
  private Optional<OptimizerState> optimizerState() {
    return job.model().start() == Parts.WEIGHTS
        ? Optional.empty()
        : Optional.of(initial.orElseThrow().optimizerState(job.data().scale()));
  }

  /** A value that is wrong for these rows is an error of the user. */
  private static <T> T checked(Supplier<T> step) {
    try {
      return step.get();
    } catch (InvalidPlanException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidPlanException(Message.of(e.getMessage()), e);
    }
  }

  /** The job, with the settings that were found. */
  public JobConfig job() {
    return job;
  }

  /** The model of these rows with these weights. */
  TrainedModel model(double[] weights) {
    TrainedModel model =
        new TrainedModel(
            job.model().spec(),
            job.model().intercept(),
            input.features(),
            input.classes(),
            weights,
            source.description(initial));
    return input
        .fitted()
        .or(() -> initial.flatMap(InitialModel::columns))
        .map(model::withColumns)
        .orElse(model);
  }

  @Override
  public void close() {
    rows.close();
    input.close();
  }
}
