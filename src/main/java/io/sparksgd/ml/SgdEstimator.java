package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.ml.params.JobParams;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.ProgressLine;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * What {@link SgdClassifier} and {@link SgdRegressor} have in common: Params in, a trained model
 * out.
 *
 * @param <E> the estimator itself
 * @param <M> its model
 */
public abstract class SgdEstimator<E extends SgdEstimator<E, M>, M extends Model<M>>
    extends Estimator<M> implements SgdParams<E>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** Width of the progress line. */
  private static final int COLUMNS = 120;

  private final String uid;
  private transient List<TrainingListener> listeners = List.of();
  private transient Optional<TrainedModel> initial = Optional.empty();
  private transient boolean progress;

  SgdEstimator(String uid, String usualModel) {
    this.uid = uid;
    setDefault(featuresCol(), "features");
    setDefault(labelCol(), "label");
    setDefault(predictionCol(), "prediction");
    setDefault(handleInvalid(), "error");
    setDefault(model(), usualModel);
    setDefault(regParam(), 0.0);
    setDefault(elasticNetParam(), 0.0);
    setDefault(scale(), "auto");
    Map<String, Object> defaults = JobDescription.defaults(usualModel);
    for (Param<?> param : params()) {
      JobParams.key(param).map(defaults::get).ifPresent(value -> setUsual(param, value));
    }
  }

  @SuppressWarnings("unchecked")
  private void setUsual(Param<?> param, Object value) {
    setDefault((Param<Object>) param, value);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** Whether a model of this task is this estimator's business. */
  abstract boolean takes(Objective.Task task);

  /** The names of the kinds of model, for messages. */
  abstract String allowedModels();

  /** Checks the columns and adds those of the model. */
  abstract StructType columns(StructType schema, JobConfig job);

  /** A model, still without the values of Params. */
  abstract M create(TrainedModel trained, Optional<TrainingSummary> summary);

  /**
   * Fits a model.
   *
   * @throws IllegalArgumentException if Params or data are wrong
   * @throws IllegalStateException if the training diverges
   */
  @Override
  public final M fit(Dataset<?> dataset) {
    JobConfig job = checkedJob(dataset.schema());
    Fit.Result result = new Fit(this, job).run(dataset.toDF());
    M model = create(result.model(), Optional.of(result.summary()));
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }

  /**
   * Bytes of memory that the model of a fit will take, by which a Spark Connect server refuses
   * fits. Reads the first row, and all labels when the number of classes is nowhere else. Spark has
   * this method from 4.1 on, so that it overrides nothing before.
   *
   * @throws IllegalArgumentException if Params or data are wrong
   */
  @SuppressWarnings("MissingOverride")
  public final long estimateModelSize(Dataset<?> dataset) {
    JobConfig job = checkedJob(dataset.schema());
    try {
      return ModelSize.ofFit(job, new FrameSizes(dataset.toDF(), job).layout());
    } catch (InvalidPlanException e) {
      throw new IllegalArgumentException(e.worded().in(new ParamWording(this)), e);
    }
  }

  /**
   * The columns of the model's output; no Spark job runs.
   *
   * @throws IllegalArgumentException if Params or columns are wrong
   */
  @Override
  public final StructType transformSchema(StructType schema) {
    return columns(schema, checkedJob(schema));
  }

  private JobConfig checkedJob(StructType schema) {
    JobConfig job = JobDescription.of(this);
    Objective.Task task = Columns.task(job.model().spec());
    if (!takes(task)) {
      throw new IllegalArgumentException(
          "Invalid model: "
              + getOrDefault(model())
              + " for "
              + getClass().getSimpleName()
              + " (allowed: "
              + allowedModels()
              + ")");
    }
    columns(schema, job);
    return job;
  }

  @SuppressWarnings("unchecked")
  private E self() {
    return (E) this;
  }

  /** Tells a listener of every event of the fits to come, on the thread that fits. */
  public final E addListener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners());
    more.add(listener);
    listeners = List.copyOf(more);
    return self();
  }

  /** Shows where the fits to come stand, in a line on the standard error stream. */
  public final E showProgress() {
    progress = true;
    return self();
  }

  /** Starts the fits to come from a model in memory, in place of {@code initialModel}. */
  final E startFrom(TrainedModel model) {
    initial = Optional.of(model);
    return self();
  }

  final List<TrainingListener> listeners() {
    return listeners == null ? List.of() : listeners;
  }

  /** Listeners of one fit: those of the user, and the progress line. */
  final List<TrainingListener> listenersOfFit() {
    List<TrainingListener> all = new ArrayList<>(listeners());
    if (progress) {
      all.add(new ProgressLine(System.err, ProgressLine.Mode.LIVE, COLUMNS, System::nanoTime));
    }
    return all;
  }

  final Optional<TrainedModel> initial() {
    return initial == null ? Optional.empty() : initial;
  }

  /** Hands on to a copy what is not a Param. */
  final E copied(E copy) {
    SgdEstimator<E, M> other = copy;
    other.listeners = listeners();
    other.initial = initial();
    other.progress = progress;
    return copy;
  }

  /**
   * Saves the Params.
   *
   * @throws IllegalStateException if the estimator starts from a model in memory
   */
  @Override
  public final MLWriter write() {
    if (initial().isPresent()) {
      throw new IllegalStateException(
          "The initial model is in memory only (save it, and set initialModel to its path)");
    }
    return DefaultParamsWritable.super.write();
  }
}
