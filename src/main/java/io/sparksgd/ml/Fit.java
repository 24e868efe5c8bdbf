package io.sparksgd.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.input.format.InputException;
import io.sparksgd.launch.FrameRows;
import io.sparksgd.launch.InitialModel;
import io.sparksgd.launch.Launch;
import io.sparksgd.launch.PreparedRun;
import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.search.RaceListener;
import io.sparksgd.spark.JobDescriptions;
import io.sparksgd.spark.RunMetrics;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit: reads and packs the rows, trains, and says how it went. */
final class Fit {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  private final SgdEstimator<?, ?> estimator;
  private final JobConfig job;
  private final Wording words;
  private final SummaryCollector collector = new SummaryCollector();

  /** Tells the lines of concurrent fits apart in the log. */
  private final String prefix = "[" + UUID.randomUUID().toString().substring(0, 8) + "] ";

  Fit(SgdEstimator<?, ?> estimator, JobConfig job) {
    this.estimator = estimator;
    this.job = job;
    this.words = new ParamWording(estimator);
  }

  /** What a fit gives. */
  record Result(TrainedModel model, TrainingSummary summary) {}

  Result run(Dataset<Row> data) {
    SparkContext context = data.sparkSession().sparkContext();
    LOG.info("{}{} {}", prefix, estimator.uid(), json());
    try (JobDescriptions descriptions =
            JobDescriptions.on(context, job.name() + ": reading the rows");
        RunMetrics metrics = RunMetrics.register(job.name())) {
      List<TrainingListener> listeners = estimator.listenersOfFit();
      listeners.addAll(List.of(collector, descriptions, metrics, this::warn));
      return train(data, listeners);
    } catch (InputException | InvalidPlanException e) {
      throw new IllegalArgumentException(Worded.message(e, words), e);
    }
  }

  private void warn(TrainingEvent event) {
    if (event instanceof TrainingEvent.Diverged diverged) {
      LOG.warn("{}{}", prefix, diverged);
    }
  }

  private Result train(Dataset<Row> data, List<TrainingListener> listeners) throws InputException {
    long start = System.nanoTime();
    FrameSizes sizes = new FrameSizes(data, job);
    FrameRows rows = new FrameRows(data, job, sizes.features(), sizes.classes());
    try (Launch launch = Launch.open(job, rows, initial(data.sparkSession().sparkContext()))) {
      launch.warning().ifPresent(warning -> LOG.warn("{}{}", prefix, warning.in(words)));
      launch
          .search(new RaceLog())
          .ifPresent(found -> LOG.info("{}chose {}", prefix, found.words()));
      PreparedRun run = launch.prepare();
      double readSeconds = PhaseClock.secondsSince(start);
      TrainingResult result =
          run.train(Optional.empty(), listeners, RunControl.none().withWords(words));
      LOG.info(
          "{}{} {} steps: {}", prefix, Secrets.hidden(job.name()), result.steps(), result.reason());
      if (result.status() == RunStatus.DIVERGED) {
        throw new IllegalStateException(result.reason());
      }
      return new Result(run.model(result), collector.summary(launch.job(), result, readSeconds));
    }
  }

  private Optional<InitialModel> initial(SparkContext context) {
    if (estimator.initial().isPresent()) {
      return estimator.initial().map(InitialModel::of);
    }
    try {
      return InitialModel.load(job, context.hadoopConfiguration());
    } catch (IOException e) {
      throw new IllegalArgumentException("Invalid initialModel: " + e.getMessage(), e);
    }
  }

  private String json() {
    try {
      return new ObjectMapper().writeValueAsString(Secrets.hidden(JobParser.toMap(job)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of plain values are always JSON", e);
    }
  }

  /** The progress of a search, in the log. */
  private final class RaceLog implements RaceListener {
    @Override
    public void stage(String stage, int settings, int rows) {
      LOG.debug("{}{}: {} trials on {} rows", prefix, stage, settings, rows);
    }

    @Override
    public void noSearch(Message why) {
      LOG.warn("{}{}", prefix, why.in(words));
    }
  }
}
